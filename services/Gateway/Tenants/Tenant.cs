using System.Reflection;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants.Callers;

namespace DaprProcessing.Gateway.Tenants;

/// <summary>Whose request it is. An endpoint takes it as a parameter; this is the one place that finds it in a request.</summary>
/// <param name="Name">First part of the tenant's keys.</param>
internal readonly record struct Tenant(string Name)
{
    /// <summary>What it may do.</summary>
    public TenantLimits Limits { get; init; } = TenantLimits.None;

    /// <summary>The tenant of every caller where no tenants are configured.</summary>
    public static Tenant Local { get; } = new("local");

    /// <summary>By the convention of minimal APIs, which call it for a parameter of this type.</summary>
    public static ValueTask<Tenant> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));

    /// <summary>Whose request it is.</summary>
    public static Tenant Of(HttpContext context) => context.Features.Get<Caller>() is { Tenant: { } tenant } ? tenant
        : throw new ProblemException(
            StatusCodes.Status403Forbidden, "tenant_required", "This takes the key of a tenant; the administrator is none.");

    /// <summary>The tenant's job of that id: another tenant's id names a job that is not there.</summary>
    public JobId Job(string id) => new(Name, id);

    /// <summary>Lower-case letters, digits and dashes: a name is a part of keys, paths and API keys.</summary>
    public static bool IsWellFormed(string name) => name.Length is > 0 and <= 40 && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
