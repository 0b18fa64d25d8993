using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>What a platform of one machine is told to keep its objects in a bucket of a real S3 server.</summary>
internal static class S3Settings
{
    /// <param name="components">The folder that component files are written to.</param>
    /// <param name="endpoint">Where it finds the server; the server's own address where null.</param>
    public static (string Name, string Value)[] Of(S3Server s3, string bucket, string components, string? endpoint = null)
    {
        endpoint ??= s3.Endpoint;
        var component = $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: objectstore
            spec:
              type: bindings.aws.s3
              version: v1
              metadata:
                - name: bucket
                  value: {bucket}
                - name: endpoint
                  value: {endpoint}
                - name: region
                  value: {s3.Region}
                - name: accessKey
                  value: {s3.AccessKey}
                - name: secretKey
                  value: {s3.SecretKey}
                - name: forcePathStyle
                  value: "true"
            """;
        return
        [
            ("COMPONENTS_FOLDER", ComponentFiles.Copy(
                components, (name, text) => name == "objectstore.yaml" ? component : text)),
            ("ObjectStore__LargeWrites", "s3"), ("ObjectStore__Endpoint", endpoint), ("ObjectStore__Bucket", bucket),
            ("ObjectStore__AccessKey", s3.AccessKey), ("ObjectStore__SecretKey", s3.SecretKey),
        ];
    }
}
