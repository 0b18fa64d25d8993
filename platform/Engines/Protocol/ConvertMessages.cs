namespace DaprProcessing.Engines.Protocol;

/// <summary>A unit of a document as DoclingDocument JSON, in the folder that was asked for.</summary>
/// <param name="File">The document's file name there.</param>
/// <param name="Pictures">Beside it, in the order of the text.</param>
internal sealed record ConvertReply(string File, IReadOnlyList<ConvertedPicture> Pictures);

/// <param name="Name">File name, and the name among the document's pictures: <c>0003-001.png</c>.</param>
/// <param name="MediaType">As sniffed.</param>
internal sealed record ConvertedPicture(string Name, string MediaType);
