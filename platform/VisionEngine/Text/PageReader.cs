using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>Finds the lines of a picture, the right way up, and reads them.</summary>
internal sealed class PageReader(TextDetector detector, LineRecognizer recognizer)
{
    /// <summary>Lines that are read both ways to tell which way up the page is: the longest tell most.</summary>
    private const int Samples = 6;

    /// <summary>How much surer the other way must be read, before it is believed.</summary>
    private const double ClearlyBetter = 1.1;

    /// <summary>Below it a line is a picture taken for one.</summary>
    private const double LeastConfidence = 0.5;

    public ReadPicture Read(VisionRequest request)
    {
        var picture = PictureFile.Read(request.Picture);
        IReadOnlyList<TextArea> areas;
        int quarters;
        if (request.Quarters is { } told)
        {
            (picture, quarters) = (picture.Turn(told), told);
            areas = detector.Detect(picture);
        }
        else
        {
            areas = detector.Detect(picture);
            quarters = QuartersToUpright(picture, areas);
            areas = [.. areas.Select(area => TextAreas.Turn(area, quarters, picture.Width, picture.Height))];
            picture = picture.Turn(quarters);
        }

        var unknown = areas.Where(area => !TextAreas.IsKnown(area, request.Known ?? [])).ToArray();
        return new ReadPicture(picture.Width, picture.Height, quarters, Lines(picture, unknown));
    }

    private List<ReadLine> Lines(GrayPicture picture, TextArea[] areas)
    {
        var level = areas.Where(area => !TextAreas.IsTall(area)).ToArray();
        var lines = ReadAll(picture, level, angleDeg: 0);
        var tall = areas.Where(TextAreas.IsTall).ToArray();
        var down = ReadAll(picture, [.. tall.Select(area => TextAreas.StartingAt(area, 1))], angleDeg: 90);
        var up = ReadAll(picture, [.. tall.Select(area => TextAreas.StartingAt(area, 3))], angleDeg: 270);
        lines.AddRange(down.Zip(up, (one, other) => Confidence(one) >= Confidence(other) ? one : other));
        return [.. lines.Where(line => line.Words.Count > 0 && Confidence(line) >= LeastConfidence)];
    }

    private List<ReadLine> ReadAll(GrayPicture picture, TextArea[] areas, int angleDeg)
    {
        var crops = areas.Select(area => LineCrop.Of(picture, area)).ToArray();
        return [.. crops.Zip(recognizer.Read(crops), (crop, signs) => new ReadLine(
            LineWords.Of(crop, signs), angleDeg == 0 ? Math.Round(Frame.Of(crop.Area).SlopeDeg, 2) : 0, angleDeg))];
    }

    /// <summary>Lying, if most of its text runs up or down; which of the two ways is left, the longest lines tell.</summary>
    private int QuartersToUpright(GrayPicture picture, IReadOnlyList<TextArea> areas)
    {
        var isLying = areas.Sum(area => Length(area) * (TextAreas.IsTall(area) ? 1 : -1)) > 0;
        var longest = areas.Where(area => TextAreas.IsTall(area) == isLying).OrderByDescending(Length).Take(Samples).ToArray();
        // Text that runs down is put upright by three quarters, text that runs up by one.
        var (usual, other) = isLying ? (1, 3) : (0, 2);
        return Likelihood(other) > ClearlyBetter * Likelihood(usual) ? other : usual;

        double Likelihood(int quarters) => recognizer.Read(
            [.. longest.Select(area => LineCrop.Of(picture, TextAreas.StartingAt(area, (4 - quarters) % 4)))])
            .SelectMany(line => line).Select(sign => sign.Confidence).DefaultIfEmpty(0).Average();
    }

    private static double Length(TextArea area) => Frame.Of(area) is var frame ? Math.Max(frame.Width, frame.Height) : 0;

    private static double Confidence(ReadLine line) => line.Words.Select(word => word.Confidence).DefaultIfEmpty(0).Average();
}
