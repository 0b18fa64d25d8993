using DaprProcessing.Contracts.Pages;
using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Regions;

/// <summary>Finds the parts of a page: titles, tables, figures, text. The page is stretched to the model's own size.</summary>
internal sealed class RegionDetector : IDisposable
{
    private const int Width = 608;
    private const int Height = 800;

    /// <summary>Fainter ones only tell that something else is not there.</summary>
    private const float LeastScore = 0.2f;

    private readonly OnnxModel _model;
    private readonly (int Stride, int Scores, int Distances)[] _grids;

    public RegionDetector(OnnxModel model) => (_model, _grids) = (model,
    [
        (8, model.Output("transpose_0.tmp_0"), model.Output("transpose_1.tmp_0")),
        (16, model.Output("transpose_2.tmp_0"), model.Output("transpose_3.tmp_0")),
        (32, model.Output("transpose_4.tmp_0"), model.Output("transpose_5.tmp_0")),
        (64, model.Output("transpose_6.tmp_0"), model.Output("transpose_7.tmp_0")),
    ]);

    /// <summary>From the surest; boxes as shares of the picture's width and height.</summary>
    public IReadOnlyList<LayoutRegion> Detect(GrayPicture picture)
    {
        var input = PictureTensor.Of(PictureScaling.Averaged(picture, Width, Height), Width, (Width, Height));
        return _model.Run(input, [1, 3, Height, Width], outputs =>
        {
            var regions = new List<LayoutRegion>();
            foreach (var (stride, scores, distances) in _grids)
            {
                var grid = new RegionGrid(
                    stride, (Width + stride - 1) / stride, outputs[scores].GetTensorDataAsSpan<float>(),
                    outputs[distances].GetTensorDataAsSpan<float>());
                RegionDecoder.Decode(grid, Width, Height, LeastScore, regions);
            }

            return RegionSuppression.Best(regions);
        });
    }

    public void Dispose() => _model.Dispose();
}
