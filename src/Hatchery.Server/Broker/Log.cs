using Hatchery.Core.Certificates;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Broker;

/// <summary>What the broker writes to the log. Never a payload, a key or a token.</summary>
static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Denied {Action} on {Resource} to client {ClientId} with certificate {CertificateId}: {Why} [{Cause}] (trace {Trace})")]
    public static partial void Denied(ILogger logger, string clientId, CertificateId certificateId, string action, string resource, string why, string cause, Guid trace);

    [LoggerMessage(2, LogLevel.Debug, "Client {ClientId} with certificate {CertificateId} connected from {SourceIp} (session present: {IsPresent})")]
    public static partial void Connected(ILogger logger, string clientId, CertificateId certificateId, string sourceIp, bool isPresent);

    [LoggerMessage(3, LogLevel.Debug, "Client {ClientId} with certificate {CertificateId} ended: {Reason} {Text}")]
    public static partial void Ended(ILogger logger, string clientId, CertificateId certificateId, string reason, string? text);

    [LoggerMessage(12, LogLevel.Debug, "Client {ClientId} with certificate {CertificateId} subscribed to {Filters}")]
    public static partial void Subscribed(ILogger logger, string clientId, CertificateId certificateId, string filters);

    [LoggerMessage(4, LogLevel.Error, "The connection of client {ClientId} failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string clientId);

    [LoggerMessage(5, LogLevel.Warning, "The queue of client {ClientId} is full with {Count} messages: further ones are dropped")]
    public static partial void QueueFull(ILogger logger, string clientId, int count);

    [LoggerMessage(6, LogLevel.Warning, "The queue of client {ClientId} has room again: {Dropped} messages were dropped")]
    public static partial void QueueDropped(ILogger logger, string clientId, int dropped);

    [LoggerMessage(7, LogLevel.Warning, "The retained message of {Topic} was not kept: there is no room")]
    public static partial void RetainedFull(ILogger logger, string topic);

    [LoggerMessage(8, LogLevel.Information, "The answer to a request on {Topic} was dropped: client {ClientId} has gone")]
    public static partial void ReplyDropped(ILogger logger, string topic, string clientId);

    [LoggerMessage(9, LogLevel.Error, "The request on {Topic} of client {ClientId} failed")]
    public static partial void ReservedRequestFailed(ILogger logger, Exception exception, string topic, string clientId);

    [LoggerMessage(10, LogLevel.Information, "The will of client {ClientId} on {Topic} was not sent: {Why}")]
    public static partial void WillDropped(ILogger logger, string clientId, string topic, string why);

    [LoggerMessage(11, LogLevel.Error, "Certificate {CertificateId} could not be looked up after a change")]
    public static partial void CertificateCheckFailed(ILogger logger, Exception exception, string certificateId);
}
