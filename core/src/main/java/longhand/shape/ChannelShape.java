package longhand.shape;

/** An array {@code [batch, channels, plane]} whose channels are treated one by one (bias, batch normalisation). */
public record ChannelShape(int batch, int channels, int plane) {

    /** Number of floats. */
    public int length() {
        return batch * channels * plane;
    }
}
