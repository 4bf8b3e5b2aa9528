import type { YearlyCopy } from './vi.ts';

export const fr: YearlyCopy = {
  title: 'Campagnes ouvertes d’elles-mêmes chaque année',
  lead: 'Choisissez une campagne existante : chaque année, une nouvelle s’ouvre d’elle-même aux mêmes jours du calendrier, avec le même responsable et les mêmes rappels, et la liste la plus récente à ce moment.',
  none: 'Aucune campagne ne s’ouvre encore d’elle-même.',
  noCycles: 'Il n’y a pas de campagne à prendre pour modèle : ouvrez-en d’abord une à la main.',
  like: 'Rouvrir comme',
  daysAhead: 'Jours avant l’envoi des lettres',
  daysAheadHint: 'Pour avoir le temps de relire la liste, par exemple : 7',
  launches: 'La lancer aussi, si l’essai à blanc ne trouve rien à revoir',
  launchesHint: 'Seulement si le modèle a lui-même été lancé. Le délai d’attente et le bouton d’arrêt restent.',
  set: 'Enregistrer',
  next: (day) => `Prochaine fois : ${day}`,
  onlyOpens: 'S’ouvre seulement ; quelqu’un la lance',
  alsoLaunches: 'S’ouvre et se lance d’elle-même',
  by: (name, day) => `décidé par ${name} le ${day}`,
  ended: (name, day) => `Ne s’ouvre plus d’elle-même (${name}, ${day})`,
  end: 'Y mettre fin',
  endOf: (title) => `Y mettre fin : ${title}`,
  last: {
    opened: (year) => `${year} : ouverte, attend que quelqu’un la lance`,
    launched: (year) => `${year} : ouverte et lancée`,
    notLaunched: (year) => `${year} : ouverte, mais n’a pas pu être lancée ; quelqu’un doit regarder`,
    notOpened: (year, problems) =>
      `${year} : pas ouverte, car la liste a ${problems} points à revoir ; nouvel essai chaque jour`,
    alreadyThere: (year) => `${year} : pas ouverte, car une campagne existe déjà à la même période`,
    whoIsGone: (year, name) =>
      `${year} : ouverte, mais pas lancée, car la personne qui l’a décidé (${name}) n’administre plus l’ensemble ; quelqu’un doit regarder et la lancer`,
    rosterOld: (year) =>
      `${year} : ouverte, mais pas lancée, car aucune liste n’a été importée depuis plus de 90 jours, pas même la même ; quelqu’un doit regarder et la lancer`,
    noRoster: (year) => `${year} : pas ouverte, car il n’y a pas de liste`,
  },
  toCycle: 'Voir la campagne',
  toCheck: 'L’ouvrir à la main et revoir chaque point',
  home: (count) => `${count} campagnes ouvertes d’elles-mêmes demandent un regard`,
  problem: {
    daysAhead: 'Il faut un nombre de jours de 1 à 60',
    launches: 'Cette campagne n’a jamais été lancée ; une semblable ne peut donc pas se lancer d’elle-même : décochez',
    from: 'Choisissez une campagne de la liste',
  },
};
