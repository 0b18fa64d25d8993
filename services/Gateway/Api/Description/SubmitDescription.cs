using DaprProcessing.Gateway.Api.Uploads.Resumable;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DaprProcessing.Gateway.Api.Description;

/// <summary>
/// Bodies and parameters of the calls that take a document. They are read from the request as it comes in, a stream, so that
/// nothing in the handlers' parameters would tell a generated client of them.
/// </summary>
internal static class SubmitDescription
{
    public static Task DescribeJob(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = Body("The document: as a form, as it is, or named by a JSON request.", new()
        {
            ["multipart/form-data"] = Media(Object(("file", Binary()), ("pipeline", Text()), ("options", Text())), "file"),
            ["application/octet-stream"] = Media(Binary()),
            ["application/json"] = Media(Object(("pipeline", Text()), ("source", Source()), ("options", Json())), "source"),
        });
        Add(operation, ParameterLocation.Query, "pipeline", "The pipeline to run through; 'document' where none is named.");
        Add(operation, ParameterLocation.Query, "options", "The options, a JSON object; GET /v1/pipelines has their schema.");
        Add(operation, ParameterLocation.Query, "filename", "What the document is called.");
        Add(
            operation, ParameterLocation.Header, "Idempotency-Key",
            "The same key and request make one job, however often they come.");
        Add(
            operation, ParameterLocation.Header, "Prefer",
            "wait=N: the answer comes when the job has ended, or after N seconds.");
        return Task.CompletedTask;
    }

    public static Task DescribeUpload(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = Body("The document as it is.", new() { ["application/octet-stream"] = Media(Binary()) });
        Add(operation, ParameterLocation.Query, "filename", "What the document is called.");
        Add(
            operation, ParameterLocation.Header, UploadProtocol.Complete,
            "?1 or ?0: the upload can be resumed (draft-ietf-httpbis-resumable-upload-12); ?0 where more is to come.");
        return Task.CompletedTask;
    }

    public static Task DescribeAppend(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = Body("What comes next of the document.", new()
        {
            [UploadProtocol.MediaType] = Media(Binary()),
        });
        Add(operation, ParameterLocation.Header, UploadProtocol.Offset, "How much of the document is there.");
        Add(operation, ParameterLocation.Header, UploadProtocol.Complete, "?1 where the body is its end, ?0 where it is not.");
        return Task.CompletedTask;
    }

    public static Task DescribeDirectUpload(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        Add(operation, ParameterLocation.Query, "filename", "What the document is called.");
        Add(operation, ParameterLocation.Header, UploadProtocol.Length, "Bytes of the document.");
        return Task.CompletedTask;
    }

    private static OpenApiRequestBody Body(string description, Dictionary<string, OpenApiMediaType> content) =>
        new() { Description = description, Required = true, Content = content };

    private static OpenApiMediaType Media(OpenApiSchema schema, params string[] required)
    {
        schema.Required = required.ToHashSet();
        return new() { Schema = schema };
    }

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, property => (IOpenApiSchema)property.Schema),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Source()
    {
        var source = Object(
            ("kind", Text()), ("uploadId", Text()), ("key", Text()), ("url", Text()), ("jobId", Text()), ("name", Text()),
            ("fileName", Text()));
        source.Description = "One of {kind: upload, uploadId}, {kind: s3, key}, {kind: http, url}, "
            + "{kind: artifact, jobId, name}; fileName goes with each.";
        source.Required = new HashSet<string> { "kind" };
        return source;
    }

    private static OpenApiSchema Json() => new() { Type = JsonSchemaType.Object };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static void Add(OpenApiOperation operation, ParameterLocation place, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = place, Description = description, Schema = Text() });
    }
}
