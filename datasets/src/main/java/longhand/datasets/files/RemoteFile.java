package longhand.datasets.files;

/**
 * A compressed file that can be fetched and recognised.
 *
 * @param name its name, on the server and in folders; ends in {@code .gz}
 * @param size its size in bytes
 * @param sha256 the SHA-256 checksum of its bytes in hexadecimal
 */
record RemoteFile(String name, long size, String sha256) {
    /** Its name after decompression. */
    String plainName() {
        return name.substring(0, name.length() - ".gz".length());
    }
}
