namespace DaprProcessing.Documents.Export;

/// <summary>Where a link may lead: to the web or to a mailbox, not to <c>javascript:</c> and its kin.</summary>
internal static class WebAddress
{
    public static string? Of(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "mailto") ? address : null;
}
