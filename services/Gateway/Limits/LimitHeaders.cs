using System.Globalization;

namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// The fields <c>RateLimit-Policy</c> and <c>RateLimit</c> of draft-ietf-httpapi-ratelimit-headers-11: one policy for each limit
/// the tenant has, and what is left of those that the request has used.
/// </summary>
internal sealed class LimitHeaders(TenantLimits limits)
{
    public const string Requests = "requests";
    public const string Jobs = "jobs";
    public const string Queued = "queued-jobs";
    public const string Bytes = "bytes";
    public const string Pages = "pages";

    private const int Day = 24 * 60 * 60;

    private readonly List<string> _left = [];

    public void Report(string policy, long remaining, TimeSpan? reset)
    {
        var after = reset is { } time ? $";t={Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)}" : "";
        lock (_left)
        {
            _left.RemoveAll(known => known.StartsWith($"\"{policy}\"", StringComparison.Ordinal));
            _left.Add($"\"{policy}\";r={Math.Max(0, remaining)}{after}");
        }
    }

    /// <summary>Written when the answer starts: a refusal that clears the headers of the answer does not lose them.</summary>
    public void WriteTo(IHeaderDictionary headers)
    {
        var policies = new List<string>();
        Add(Requests, limits.RequestsPerMinute, $";w={RequestBudget.Window.TotalSeconds:0}");
        Add(Jobs, limits.OpenJobs, ";qu=\"concurrent-requests\"");
        Add(Queued, limits.QueuedJobs, "");
        Add(Bytes, limits.BytesPerDay, $";qu=\"content-bytes\";w={Day}");
        Add(Pages, limits.PagesPerDay, $";qu=\"pages\";w={Day}");
        if (policies.Count > 0)
        {
            headers["RateLimit-Policy"] = string.Join(", ", policies);
        }

        if (_left.Count > 0)
        {
            headers["RateLimit"] = string.Join(", ", _left);
        }

        void Add(string name, long? quota, string rest)
        {
            if (quota is { } q)
            {
                policies.Add($"\"{name}\";q={q.ToString(CultureInfo.InvariantCulture)}{rest}");
            }
        }
    }
}
