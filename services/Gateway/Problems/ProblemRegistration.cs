using Dapr;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Middleware;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DaprProcessing.Gateway.Problems;

/// <summary>The one place where a failure becomes an HTTP answer.</summary>
internal static class ProblemRegistration
{
    // The problem type of draft-ietf-httpapi-ratelimit-headers, registered with IANA.
    private const string QuotaExceeded = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddProblems(this IServiceCollection services) => services.AddProblemDetails(options =>
        options.CustomizeProblemDetails = context =>
        {
            var extensions = context.ProblemDetails.Extensions;
            extensions.TryAdd("code", CodeOf(context.ProblemDetails.Status ?? 500));
            extensions.TryAdd("category", context.ProblemDetails.Status >= 500 ? "internal" : "policy");
            extensions.TryAdd("retryable", context.ProblemDetails.Status is 429 or 503);
            extensions.TryAdd("phase", "admission");
        });

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            SuppressDiagnosticsCallback = context => IsExpected(context.Exception),
        });
        app.UseStatusCodePages();
    }

    /// <summary>Says when to come back.</summary>
    /// <param name="after">Null where nobody knows.</param>
    public static void SetRetryAfter(HttpResponse response, TimeSpan? after) =>
        response.Headers.RetryAfter = Math.Ceiling((after ?? UsualPause).TotalSeconds).ToString("0");

    private static Task AnswerAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, code, detail, retryable) = error switch
        {
            ProblemException problem => (problem.Status, problem.Code, problem.Message, problem.Retryable),
            MalformedBodyException malformed => (400, "malformed_body", malformed.Message, false),
            BadHttpRequestException bad => (bad.StatusCode, CodeOf(bad.StatusCode), bad.Message, false),
            ObjectStoreUnavailableException =>
                (503, "storage_unavailable", "The object store does not answer at the moment.", true),
            DaprException or HttpRequestException when IsRefusal(error) =>
                (500, "internal", "A part of the platform does not take what it was asked; the log says what.", false),
            DaprException or HttpRequestException =>
                (503, "platform_unavailable", "A part of the platform does not answer at the moment.", true),
            ObjectNotFoundException => (404, "artifact_not_found", "There is no such artifact.", false),
            _ => (500, "internal", "Something went wrong; the log says what.", false),
        };
        context.Response.StatusCode = status;
        var (after, violated) = error is ProblemException known ? (known.RetryAfter, known.ViolatedPolicies) : (null, null);
        if (retryable)
        {
            SetRetryAfter(context.Response, after);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"dapr-processing\"";
        }

        var details = new ProblemDetails
        {
            Status = status,
            Detail = detail,
            Type = violated is not null ? QuotaExceeded
                : (error as ProblemException)?.Type ?? $"urn:dapr-processing:problem:{code}",
            Extensions =
            {
                ["code"] = code,
                ["category"] = status >= 500 ? "internal" : FailureCodes.CategoryOf(code),
                ["retryable"] = retryable,
            },
        };
        if (violated is not null)
        {
            details.Extensions["violated-policies"] = violated;
        }

        foreach (var (name, value) in (error as ProblemException)?.Members ?? new Dictionary<string, object>())
        {
            details.Extensions[name] = value;
        }

        return Results.Problem(details).ExecuteAsync(context);
    }

    // The sidecar, the store or another service answers, and does not take the call: it would not take it again.
    private static bool IsRefusal(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            switch (error)
            {
                case RpcException rpc:
                    return rpc.StatusCode is StatusCode.InvalidArgument or StatusCode.Unimplemented or StatusCode.OutOfRange
                        or StatusCode.PermissionDenied or StatusCode.Unauthenticated;
                case HttpRequestException { StatusCode: { } status }:
                    return (int)status is >= 400 and < 500 and not (404 or 408 or 409 or 425 or 429);
            }
        }

        return false;
    }

    private static bool IsExpected(Exception error) =>
        error is ProblemException or BadHttpRequestException or ObjectNotFoundException;

    private static string CodeOf(int status) => status switch
    {
        400 => "bad_request",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_timeout",
        413 => "upload_too_large",
        415 => "unsupported_media_type",
        _ => status >= 500 ? "internal" : "bad_request",
    };
}
