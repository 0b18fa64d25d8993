using System.Numerics;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>The largest of many numbers: a page has a hundred million of them.</summary>
internal static class Likeliest
{
    public static (int Index, float Value) Of(ReadOnlySpan<float> values)
    {
        var most = new Vector<float>(float.MinValue);
        var i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            most = Vector.Max(most, new Vector<float>(values[i..]));
        }

        var value = float.MinValue;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            value = Math.Max(value, most[lane]);
        }

        for (; i < values.Length; i++)
        {
            value = Math.Max(value, values[i]);
        }

        return (Math.Max(0, values.IndexOf(value)), value);
    }
}
