using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DaprProcessing.Gateway.Api.Description;

/// <summary>What the OpenAPI document says of itself: the product's name and the version it was built as.</summary>
internal sealed class ApiInfo : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "DaprProcessing",
            Version = typeof(ApiInfo).Assembly.GetName().Version!.ToString(3),
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        return Task.CompletedTask;
    }
}
