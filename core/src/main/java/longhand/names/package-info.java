/** What is said about a name that does not exist: the same words wherever somebody chooses by a name. */
package longhand.names;
