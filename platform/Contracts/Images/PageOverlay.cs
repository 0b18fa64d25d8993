namespace DaprProcessing.Contracts.Images;

/// <summary>Boxes to draw on the picture of a page.</summary>
/// <param name="WidthPt">Size of the page that the boxes were found on.</param>
/// <param name="RotationDeg">Clockwise turn that makes that page of the displayed one: 0, 90, 180 or 270.</param>
/// <param name="Layers">Drawn in this order.</param>
public sealed record PageOverlay(
    double Dpi, double WidthPt, double HeightPt, int RotationDeg, IReadOnlyList<OverlayLayer> Layers, string OutputPath);

/// <summary>Boxes of one kind.</summary>
/// <param name="Color">0xRRGGBB.</param>
/// <param name="Boxes">Left, top, right and bottom of each in points, one after the other.</param>
/// <param name="Numbers">Drawn at the boxes' corners; null for none.</param>
public sealed record OverlayLayer(int Color, double StrokePt, IReadOnlyList<double> Boxes, IReadOnlyList<int>? Numbers = null);
