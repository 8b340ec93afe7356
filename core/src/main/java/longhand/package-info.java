/** What programs need that embed the engine: the flags of its JVM. The engine itself is in the packages below. */
package longhand;
