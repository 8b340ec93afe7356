/**
 * Threads and scratch memory: {@link longhand.backend.cpu.threads.Workers} shares one job among the cores, {@link
 * longhand.backend.cpu.threads.Scratch} lends working memory that is used again from call to call.
 */
package longhand.backend.cpu.threads;
