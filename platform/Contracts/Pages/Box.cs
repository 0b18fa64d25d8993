using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>A rectangle in points, origin top left: <c>L ≤ R</c>, <c>T ≤ B</c>.</summary>
[JsonConverter(typeof(BoxJson))]
public readonly record struct Box(double L, double T, double R, double B)
{
    public double Width => R - L;

    public double Height => B - T;

    public double Area => Width * Height;

    public double CenterX => (L + R) / 2;

    public double CenterY => (T + B) / 2;

    public Box Union(Box other) => new(Math.Min(L, other.L), Math.Min(T, other.T), Math.Max(R, other.R), Math.Max(B, other.B));

    /// <summary>The box that holds them all; one at least.</summary>
    public static Box Around(IEnumerable<Box> boxes) => boxes.Aggregate((all, box) => all.Union(box));

    /// <summary>The other's middle lies inside.</summary>
    public bool HoldsCenterOf(Box other) => other.CenterX > L && other.CenterX < R && other.CenterY > T && other.CenterY < B;

    /// <summary>They share more than an edge.</summary>
    public bool Overlaps(Box other) => OverlapsAcross(other) && T < other.B && other.T < B;

    /// <summary>One stands above the other, or they overlap: their extents from left to right do.</summary>
    public bool OverlapsAcross(Box other) => L < other.R && other.L < R;

    /// <summary>The part of this box that lies in the other; empty or inside out where none does.</summary>
    public Box Clip(Box other) => new(Math.Max(L, other.L), Math.Max(T, other.T), Math.Min(R, other.R), Math.Min(B, other.B));

    /// <summary>The area that lies in both; 0 where none does.</summary>
    public double CommonArea(Box other) => Clip(other) is { Width: > 0, Height: > 0 } common ? common.Area : 0;

    /// <summary>Grown by so much on every side.</summary>
    public Box Grow(double by) => new(L - by, T - by, R + by, B + by);

    /// <summary>The same place on a page of this size once it is turned.</summary>
    /// <param name="quarters">Clockwise.</param>
    public Box Turn(int quarters, double width, double height) => quarters switch
    {
        1 => new Box(height - B, L, height - T, R),
        2 => new Box(width - R, height - B, width - L, height - T),
        3 => new Box(T, width - R, B, width - L),
        _ => this,
    };

    /// <summary>The same place seen from the other side of a page of this width.</summary>
    public Box Mirror(double width) => new(width - R, T, width - L, B);
}
