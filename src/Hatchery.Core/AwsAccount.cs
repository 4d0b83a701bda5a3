namespace Hatchery.Core;

/// <summary>The partition, region and account that every ARN of this server carries.</summary>
public sealed record AwsAccount(string Region, string AccountId, string Partition = "aws")
{
    /// <summary>An ARN of AWS IoT, e.g. <c>arn:aws:iot:us-east-1:000000000000:thing/sensor-1</c>.</summary>
    public string IotArn(string type, string rest) => $"arn:{Partition}:iot:{Region}:{AccountId}:{type}/{rest}";

    /// <summary>An ARN of IAM, which has no region.</summary>
    public string IamArn(string rest) => $"arn:{Partition}:iam::{AccountId}:{rest}";
}
