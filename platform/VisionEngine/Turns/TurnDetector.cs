using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Turns;

/// <summary>Tells from a look at the middle of a page how it lies.</summary>
internal sealed class TurnDetector : IDisposable
{
    private const int SidePx = 224;

    /// <summary>Of the picture's shorter side, what the model was trained to see of it.</summary>
    private const double Seen = 224.0 / 256;

    private readonly OnnxModel _model;
    private readonly int _scores;

    public TurnDetector(OnnxModel model) => (_model, _scores) = (model, model.Output("fetch_name_0"));

    /// <summary>Quarter turns clockwise that put the picture upright.</summary>
    public int QuartersToUpright(GrayPicture picture)
    {
        var (half, x, y) = (Math.Min(picture.Width, picture.Height) * Seen / 2, picture.Width / 2.0, picture.Height / 2.0);
        var middle = picture.Crop(x - half, y - half, x + half, y + half);
        var input = PictureTensor.Of(PictureScaling.Bilinear(middle, SidePx, SidePx), SidePx, (SidePx, SidePx));
        return _model.Run(input, [1, 3, SidePx, SidePx], outputs =>
        {
            // 0, 90, 180 and 270 degrees that it is turned clockwise.
            var scores = outputs[_scores].GetTensorDataAsSpan<float>();
            var turned = 0;
            for (var quarters = 1; quarters < scores.Length; quarters++)
            {
                turned = scores[quarters] > scores[turned] ? quarters : turned;
            }

            return (4 - turned) % 4;
        });
    }

    public void Dispose() => _model.Dispose();
}
