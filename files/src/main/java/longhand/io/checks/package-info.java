/**
 * What files and settings of others are held to before anybody uses them: {@link longhand.io.checks.StrictJson} for
 * JSON, {@link longhand.io.checks.Ranges} for the numbers in it. Not exported to users.
 */
package longhand.io.checks;
