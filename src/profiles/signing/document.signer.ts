/** Signs documents by the deployment's certificate. */
export interface DocumentSigner {
  /**
   * The file with its room for a signature (`reserveSignature`) filled. `at` is the claimed time of signing, which the
   * file shows as `/M`. Nothing else of the file changes, its length included.
   *
   * @throws SigningError when the certificate is not valid at `at`: a document is better late than worth nothing
   */
  sign(pdf: Uint8Array, at: Date): Promise<Buffer>
}
