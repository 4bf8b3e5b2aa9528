/** How large a roster file a page takes, and how a larger one comes in. */
export const vi = {
  fileHint: (megabytes: string): string => `Nhiều nhất ${megabytes} MB và 1.000.000 dòng.`,
  larger: (megabytes: string): string => `Tệp lớn hơn ${megabytes} MB: nhờ người vận hành hệ thống nhập bằng lệnh`,
  tooLarge: (megabytes: string): string => `Tệp lớn hơn ${megabytes} MB, trang này không nhận được.`,
};

export type UploadCopy = typeof vi;
