using DaprProcessing.Contracts.Problems;
using DaprProcessing.VisionEngine.Models;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>PP-OCR's recogniser: pictures of lines in, letters with their places along the line out.</summary>
internal sealed class LineRecognizer : IDisposable
{
    /// <summary>Lines at a time; more would not be quicker, only larger.</summary>
    private const int Batch = 6;

    /// <summary>The model was taught on pictures this wide at least.</summary>
    private const int LeastWidth = 320;

    /// <summary>Lines of one batch are padded to the longest: one of twice the length would double the work.</summary>
    private const double MostPadding = 1.25;

    private readonly OnnxModel _model;
    private readonly string[] _signs;

    public LineRecognizer(OnnxModel model)
    {
        _model = model;
        // One sign a line; before them comes the blank, after them the space.
        _signs = model.Metadata.TryGetValue("character", out var signs) ? ["", .. signs.TrimEnd('\n').Split('\n'), " "]
            : throw new EngineFault(new Failure(FailureCodes.EngineUnavailable, "The recogniser does not tell its characters."));
    }

    /// <summary>The letters of each line, in the lines' order.</summary>
    public IReadOnlyList<IReadOnlyList<ReadSign>> Read(IReadOnlyList<LineCrop> lines)
    {
        var read = new IReadOnlyList<ReadSign>[lines.Count];
        var batch = new List<int>();
        foreach (var index in Enumerable.Range(0, lines.Count).OrderBy(i => lines[i].Width))
        {
            var isFull = batch.Count == Batch
                || (batch.Count > 0 && Padded(lines[index].Width) > MostPadding * Padded(lines[batch[0]].Width));
            if (isFull)
            {
                ReadBatch(lines, batch, read);
                batch.Clear();
            }

            batch.Add(index);
        }

        if (batch.Count > 0)
        {
            ReadBatch(lines, batch, read);
        }

        return read;
    }

    public void Dispose() => _model.Dispose();

    private static int Padded(int width) => Math.Max(LeastWidth, (width + 7) / 8 * 8);

    private void ReadBatch(IReadOnlyList<LineCrop> lines, List<int> batch, IReadOnlyList<ReadSign>[] read)
    {
        var width = Padded(batch.Max(index => lines[index].Width));
        var values = new float[batch.Count * 3 * LineCrop.Height * width];
        var at = 0;
        foreach (var line in batch.Select(index => lines[index]))
        {
            for (var row = 0; row < 3 * LineCrop.Height; row++, at += width)
            {
                line.Row(row % LineCrop.Height).CopyTo(values.AsSpan(at));
            }
        }

        _model.Run(values, [batch.Count, 3, LineCrop.Height, width], outputs =>
        {
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            var (steps, signs) = ((int)shape[1], (int)shape[2]);
            if (signs != _signs.Length)
            {
                throw new EngineFault(new Failure(
                    FailureCodes.EngineUnavailable, "The recogniser has another number of characters than it tells."));
            }

            var likely = outputs[0].GetTensorDataAsSpan<float>();
            for (var i = 0; i < batch.Count; i++)
            {
                var scale = width / (double)steps / lines[batch[i]].Width;
                read[batch[i]] = Decode(likely.Slice(i * steps * signs, steps * signs), signs, scale);
            }

            return 0;
        });
    }

    /// <summary>Greedy: the likeliest sign of each step, a sign that lasts counted once, blanks left out.</summary>
    /// <param name="scale">From steps to shares of the line.</param>
    private List<ReadSign> Decode(ReadOnlySpan<float> likely, int signs, double scale)
    {
        var line = new List<ReadSign>();
        var before = 0;
        for (var step = 0; step * signs < likely.Length; step++)
        {
            var (sign, confidence) = Likeliest.Of(likely.Slice(step * signs, signs));
            if (sign != 0 && sign != before)
            {
                line.Add(new ReadSign(_signs[sign], (step + 0.5) * scale, confidence));
            }

            before = sign;
        }

        return line;
    }
}

/// <param name="At">Its middle, from 0 at the line's start to 1 at its end.</param>
internal readonly record struct ReadSign(string Text, double At, double Confidence);
