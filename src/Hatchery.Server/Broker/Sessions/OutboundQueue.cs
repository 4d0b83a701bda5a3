namespace Hatchery.Server.Broker.Sessions;

/// <summary>
/// Messages that wait for one session, first in first out, bounded in count and bytes: what comes when it is full is dropped.
/// Not thread-safe: the session's lock guards it.
/// </summary>
sealed class OutboundQueue
{
    Queue<Delivery>? _deliveries;
    int _bytes;

    /// <summary>There is room again for more than a message or two.</summary>
    public bool IsHalfEmpty => Count <= BrokerLimits.QueuedMessagesMax / 2 && _bytes <= BrokerLimits.QueuedBytesMax / 2;

    public int Count => _deliveries?.Count ?? 0;

    public bool TryEnqueue(Delivery delivery)
    {
        var bytes = delivery.Message.QueuedBytes;
        if (Count >= BrokerLimits.QueuedMessagesMax || _bytes + bytes > BrokerLimits.QueuedBytesMax) return false;

        (_deliveries ??= []).Enqueue(delivery);
        _bytes += bytes;
        return true;
    }

    public bool TryPeek(out Delivery delivery)
    {
        delivery = default;
        return _deliveries is not null && _deliveries.TryPeek(out delivery);
    }

    public void Drop() => _bytes -= _deliveries!.Dequeue().Message.QueuedBytes;

    /// <summary>Keeps what may wait without a connection: QoS 1, and no replies.</summary>
    public void KeepStorable()
    {
        if (_deliveries is null) return;

        var all = _deliveries;
        _deliveries = null;
        _bytes = 0;
        foreach (var delivery in all)
        {
            if (delivery is { QualityOfService: 1, IsReply: false }) TryEnqueue(delivery);
        }
    }
}
