using System.Text;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Sources;

/// <summary>Which objects of the platform's bucket a tenant may name as a document.</summary>
internal sealed class ImportFolder(
    IOptions<GatewayOptions> gateway, IOptions<TenantOptions> tenants, IOptions<ObjectStoreOptions> store)
{
    private const int MaxKeyBytes = 1024;

    public bool Has(Tenant tenant, string key) =>
        FolderOf(tenant) is { Length: > 0 } folder && key.StartsWith(folder, StringComparison.Ordinal) && IsPlain(key);

    /// <summary>Refuses any other object, and any other bucket.</summary>
    public void Check(Tenant tenant, SourceReference.S3 import)
    {
        if (import.Bucket is { } bucket && bucket != store.Value.Bucket)
        {
            throw NotAllowed("Documents are taken from the platform's own bucket only.");
        }

        if (!Has(tenant, import.Key))
        {
            throw NotAllowed("This installation does not take documents from there.");
        }
    }

    // Empty for none.
    private string FolderOf(Tenant tenant)
    {
        var prefix = gateway.Value.ImportPrefix;
        return prefix.Length == 0 || gateway.Value.ShareImports || !tenants.Value.AreRequired ? prefix
            : $"{prefix}{tenant.Name}/";
    }

    // A store that turns keys into paths must not be led out of the prefix by one.
    private static bool IsPlain(string key) =>
        Encoding.UTF8.GetByteCount(key) <= MaxKeyBytes && !key.Any(letter => char.IsControl(letter) || letter == '\\')
        && key.Split('/').All(segment => segment is not ("" or "." or ".."));

    private static ProblemException NotAllowed(string detail) =>
        new(StatusCodes.Status403Forbidden, "source_not_allowed", detail);
}
