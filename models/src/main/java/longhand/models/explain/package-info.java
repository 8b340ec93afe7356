/**
 * What a network sees: shapes, feature maps, receptive fields, class activation maps, and parameters against dense layers.
 *
 * <p>Read {@link longhand.models.explain.ModelExplanation} first; it runs an image through a network and notes what each layer
 * made of it ({@link longhand.models.explain.LayerView}, with {@link longhand.models.explain.ReceptiveField}). {@link
 * longhand.models.explain.ActivationMap} says where the evidence for a class lies, {@link longhand.models.explain.DenseHead} is
 * the notes' argument for global average pooling, {@link longhand.models.explain.ModelPage} puts all of it on one page with
 * {@link longhand.models.explain.Picture}s.
 */
package longhand.models.explain;
