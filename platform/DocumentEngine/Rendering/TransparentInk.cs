namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>What stands on the transparent ground of an image, by its pixels.</summary>
internal struct TransparentInk
{
    // Of 255. The edges of letters are something between, on either ground.
    private const uint LightFrom = 192;
    private const uint DarkBelow = 64;

    private const double MinLightShare = 0.5;
    private const double MostDarkShare = 0.25;

    /// <summary>Less than so much of an image is no ground.</summary>
    private const double MinGroundShare = 0.3;

    private long _pixels;
    private long _opacity;
    private long _light;
    private long _dark;

    /// <summary>Letters that only a dark ground shows.</summary>
    public readonly bool IsLight => _light > MinLightShare * _opacity && _dark <= MostDarkShare * _opacity
        && _opacity <= (1 - MinGroundShare) * byte.MaxValue * _pixels;

    public void Add(byte alpha, uint brightness)
    {
        _pixels++;
        _opacity += alpha;
        _light += brightness >= LightFrom ? alpha : 0;
        _dark += brightness < DarkBelow ? alpha : 0;
    }
}
