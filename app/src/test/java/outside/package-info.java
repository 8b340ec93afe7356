/** A user's program: parts of his own, written with what the library modules export and nothing else. */
package outside;
