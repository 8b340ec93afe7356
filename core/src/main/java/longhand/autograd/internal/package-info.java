/** What our own modules need of the graph, and users do not: not exported to them. */
package longhand.autograd.internal;
