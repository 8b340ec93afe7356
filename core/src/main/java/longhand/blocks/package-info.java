/** What holds for a block of code on one thread: the same rule for a backend, for NoGrad and for those who watch. */
package longhand.blocks;
