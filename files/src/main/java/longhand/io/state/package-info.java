/**
 * State dicts, the numbers of a network by name, in any of the formats: {@link longhand.io.state.StateFiles} finds out
 * which one a file has.
 */
package longhand.io.state;
