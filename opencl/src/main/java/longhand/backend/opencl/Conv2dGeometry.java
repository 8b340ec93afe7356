package longhand.backend.opencl;

import longhand.shape.Conv2dShape;

/** The sizes that all convolution kernels share, as fields: a kernel takes numbers and arrays, no records. */
abstract class Conv2dGeometry extends StrictKernel {
    int batch;
    int groups;
    int inChannelsPerGroup;
    int inHeight;
    int inWidth;
    int outChannelsPerGroup;
    int outHeight;
    int outWidth;
    int kernelHeight;
    int kernelWidth;
    int strideHeight;
    int strideWidth;
    int paddingHeight;
    int paddingWidth;
    int dilationHeight;
    int dilationWidth;

    final void set(Conv2dShape s) {
        batch = s.batch();
        groups = s.groups();
        inChannelsPerGroup = s.inChannelsPerGroup();
        inHeight = s.input().h();
        inWidth = s.input().w();
        outChannelsPerGroup = s.outChannelsPerGroup();
        outHeight = s.output().h();
        outWidth = s.output().w();
        kernelHeight = s.window().kernel().h();
        kernelWidth = s.window().kernel().w();
        strideHeight = s.window().stride().h();
        strideWidth = s.window().stride().w();
        paddingHeight = s.window().padding().h();
        paddingWidth = s.window().padding().w();
        dilationHeight = s.window().dilation().h();
        dilationWidth = s.window().dilation().w();
    }
}
