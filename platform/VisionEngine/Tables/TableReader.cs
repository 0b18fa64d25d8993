using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Tables;

/// <summary>Reads rows, columns and cells of a table from its picture, whose longer side is made the model's own size.</summary>
internal sealed class TableReader : IDisposable
{
    private const int Side = 488;

    private readonly OnnxModel _model;
    private readonly TableTokens _tokens;
    private readonly (int Boxes, int Chances) _outputs;

    public TableReader(OnnxModel model)
    {
        _model = model;
        _outputs = (model.Output("save_infer_model/scale_0.tmp_0"), model.Output("save_infer_model/scale_1.tmp_0"));
        _tokens = TableTokens.Of(model.Metadata.GetValueOrDefault("character") ?? throw new EngineFault(new Failure(
            FailureCodes.EngineUnavailable, "The file is no table reader: it does not say what it writes.")));
    }

    /// <summary>Boxes as shares of the picture's width and height.</summary>
    public TableStructure Read(GrayPicture picture)
    {
        var scale = (double)Side / Math.Max(picture.Width, picture.Height);
        var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        var input = PictureTensor.Of(PictureScaling.Bilinear(picture, width, height), width, (Side, Side));
        return _model.Run(input, [1, 3, Side, Side], outputs => TableDecoder.Decode(
            outputs[_outputs.Chances].GetTensorDataAsSpan<float>(), outputs[_outputs.Boxes].GetTensorDataAsSpan<float>(),
            _tokens));
    }

    public void Dispose() => _model.Dispose();
}
