/**
 * Reading and writing whole files: {@link longhand.io.disk.FileBytes} reads, {@link longhand.io.disk.AtomicFile} is for
 * everything that writes. Not exported to users.
 */
package longhand.io.disk;
