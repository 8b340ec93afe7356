/**
 * The networks of the course notes and a few more, each in one file that reads like its architecture table.
 *
 * <p>Start with {@link longhand.models.LeNet} and {@link longhand.models.NiN}. All take images [batch, channels, h, w]
 * and return logits [batch, classes]. {@link longhand.models.Models} finds them by name, with the {@link
 * longhand.models.Recipe}s to train them.
 */
package longhand.models;
