using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>Where an area's four corners put what lies in it: from shares of its width and height to pixels and back.</summary>
internal readonly record struct Frame((double X, double Y) Origin, (double X, double Y) Along, (double X, double Y) Down)
{
    public double Width => Math.Sqrt((Along.X * Along.X) + (Along.Y * Along.Y));

    public double Height => Math.Sqrt((Down.X * Down.X) + (Down.Y * Down.Y));

    public double SlopeDeg => double.RadiansToDegrees(Math.Atan2(Along.Y, Along.X));

    public static Frame Of(TextArea area)
    {
        var at = area.Corners;
        return new Frame((at[0], at[1]), (at[2] - at[0], at[3] - at[1]), (at[6] - at[0], at[7] - at[1]));
    }

    public (double X, double Y) At(double along, double down) => (
        Origin.X + (Along.X * along) + (Down.X * down), Origin.Y + (Along.Y * along) + (Down.Y * down));

    public bool Holds(double x, double y)
    {
        var (dx, dy) = (x - Origin.X, y - Origin.Y);
        var along = ((dx * Along.X) + (dy * Along.Y)) / (Width * Width);
        var down = ((dx * Down.X) + (dy * Down.Y)) / (Height * Height);
        return along is >= 0 and <= 1 && down is >= 0 and <= 1;
    }

    /// <summary>A part of it, by shares, as a level box: its size is kept, and its centre stays where it is.</summary>
    public Box Level(double left, double top, double right, double bottom)
    {
        var (x, y) = At((left + right) / 2, (top + bottom) / 2);
        var (width, height) = ((right - left) * Width, (bottom - top) * Height);
        // Of text that runs up or down the page the length is the box's height.
        (width, height) = Math.Abs(Along.X) >= Math.Abs(Along.Y) ? (width, height) : (height, width);
        return new Box(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
    }
}
