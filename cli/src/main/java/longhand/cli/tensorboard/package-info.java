/**
 * Event files that TensorBoard reads. The format: protocol buffers ({@code tensorflow/core/util/event.proto}) in
 * records with masked checksums ({@code tensorflow/core/lib/io/record_writer.h}); there is no Java library for it but
 * TensorFlow's own, of 160 MB.
 */
package longhand.cli.tensorboard;
