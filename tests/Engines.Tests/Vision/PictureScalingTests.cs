using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.Engines.Tests.Vision;

public sealed class PictureScalingTests
{
    private static readonly GrayPicture Stripes = new(4, 2, [0, 200, 100, 20, 40, 0, 20, 100]);

    [Fact]
    public void Averaged_HalfAsLarge_IsTheMeanOfFour() => Assert.Equal([60, 60], PictureScaling.Averaged(Stripes, 2, 1));

    [Fact]
    public void Averaged_ThreeForFour_SharesPixels() =>
        Assert.All(
            PictureScaling.Averaged(new GrayPicture(4, 1, [0, 200, 0, 0]), 3, 1).Zip([50f, 100f, 0f]),
            pair => Assert.Equal(pair.Second, pair.First, 3));

    [Fact]
    public void Averaged_Larger_RepeatsPixels() =>
        Assert.Equal([10, 10, 30, 30], PictureScaling.Averaged(new GrayPicture(2, 1, [10, 30]), 4, 1));

    [Fact]
    public void Bilinear_HalfAsLarge_LiesBetweenTheNearestFour() =>
        Assert.Equal([60, 60], PictureScaling.Bilinear(Stripes, 2, 1));

    [Fact]
    public void Bilinear_MuchSmaller_PassesPixelsOver() =>
        Assert.Equal([0], PictureScaling.Bilinear(new GrayPicture(6, 1, [90, 90, 0, 0, 90, 90]), 1, 1));

    [Theory]
    [InlineData(1, 0, 3, 1, 2, 1)]
    [InlineData(-5, -5, 99, 99, 4, 2)]
    [InlineData(99, 99, 100, 100, 1, 1)]
    [InlineData(2, 1, 2, 1, 1, 1)]
    public void Crop_AnyPlace_IsAPartOfThePicture(double l, double t, double r, double b, int width, int height)
    {
        var crop = Stripes.Crop(l, t, r, b);

        Assert.Equal((width, height), (crop.Width, crop.Height));
    }

    [Fact]
    public void Crop_Part_HasItsPixels() => Assert.Equal([200, 100], Stripes.Crop(1, 0, 3, 1).Row(0).ToArray());

    [Fact]
    public void Tensor_LargerThanThePicture_IsZeroBeyondIt()
    {
        var tensor = PictureTensor.Of([255, 255], 1, (2, 2));

        Assert.Equal(12, tensor.Length);
        Assert.Equal((1 - 0.485f) / 0.229f, tensor[0], 4);
        Assert.Equal(0, tensor[1]);
        Assert.Equal((1 - 0.406f) / 0.225f, tensor[8], 4);
    }
}
