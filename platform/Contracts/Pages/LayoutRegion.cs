using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>A part of a page as a detector sees it in the page's picture.</summary>
/// <param name="Box">On the page that was detected, in the units of the caller.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
public sealed record LayoutRegion(RegionKind Kind, Box Box, double Score);

/// <summary>The classes of the detector, in its order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegionKind>))]
public enum RegionKind { Text, Title, Figure, FigureCaption, Table, TableCaption, Header, Footer, Reference, Equation }
