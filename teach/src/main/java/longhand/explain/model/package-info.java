/**
 * What a network sees: shapes, feature maps, receptive fields, class activation maps, and parameters against dense
 * layers.
 *
 * <p>Read {@link longhand.explain.model.ModelExplanation} first; it runs an image through a network and notes what each
 * layer made of it ({@link longhand.explain.model.LayerView}, with {@link longhand.explain.ReceptiveField}). {@link
 * longhand.explain.model.ActivationMap} says where the evidence for a class lies, {@link
 * longhand.explain.model.DenseHead} is the notes' argument for global average pooling, {@link
 * longhand.explain.model.ModelPage} puts all of it on one page with {@link longhand.explain.model.Picture}s.
 */
package longhand.explain.model;
