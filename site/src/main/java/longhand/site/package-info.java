/**
 * Writes the documentation site: the book in {@code docs}, the lessons, pages to play with, and a link to the javadoc
 * beside them. {@link longhand.site.Main} says in which order.
 */
package longhand.site;
