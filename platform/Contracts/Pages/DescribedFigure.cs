namespace DaprProcessing.Contracts.Pages;

/// <summary>A figure of which a PDF itself says what is to be seen, for who does not see it.</summary>
/// <param name="Box">Around what it draws, in points of the displayed page.</param>
/// <param name="Text">Its alternate description (/Alt), as its author or a program wrote it.</param>
public sealed record DescribedFigure(Box Box, string Text);
