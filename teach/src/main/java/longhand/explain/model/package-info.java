/**
 * What a network sees: shapes, feature maps, receptive fields, class activation maps, and parameters against dense
 * layers.
 *
 * <p>Read {@link longhand.explain.model.ModelExplanation} first. {@code Trace} runs a picture through a network and the
 * score of a class back, and notes what each layer read and computed, with {@link longhand.explain.ReceptiveField}s;
 * {@link longhand.explain.model.LayerView} is what of it is public. {@link longhand.explain.model.ActivationMap} and
 * {@code Evidence} say where the evidence for a class lies, {@link longhand.explain.model.DenseHead} is the notes'
 * argument for global average pooling, {@code ArchitectureDrawing} draws the layers as SVG. {@code ModelPage} writes
 * the page; {@code ChosenChannels} and {@code ExplorerData} choose and pack the numbers that its scripts ({@code
 * field.js}, {@code workings.js}, {@code model.js} in the resources) show.
 */
package longhand.explain.model;
