namespace Hatchery.Server.Broker.Sessions;

/// <summary>
/// QoS 1 messages written and not yet acknowledged, oldest first: at most as many as AWS or the client allows. After a resume
/// they are written again before anything new. Not thread-safe: the session's lock guards it.
/// </summary>
sealed class InflightWindow
{
    readonly List<Entry> _entries = [];

    /// <summary>How many of the entries, from the front, were written on this connection.</summary>
    int _written;

    int _size;
    ushort _lastPacketId;

    public int Count => _entries.Count;

    public bool HasRoom => _entries.Count < _size && !HasRepeats;

    bool HasRepeats => _written < _entries.Count;

    /// <summary>A new connection: everything that is still unacknowledged and young enough is to be written again.</summary>
    public void Restart(int size, DateTimeOffset now)
    {
        _size = size;
        _written = 0;
        _entries.RemoveAll(e => now - e.FirstWritten > BrokerLimits.RedeliveryMax || e.Delivery.Message.IsExpired(now));
    }

    public bool TryRepeat(out OutgoingPublish publish)
    {
        publish = default;
        if (!HasRepeats || _written >= _size) return false;

        var entry = _entries[_written++];
        publish = new OutgoingPublish(entry.Delivery, entry.PacketId, IsRepeated: true);
        return true;
    }

    /// <summary>Takes a place in the window. The caller has checked <see cref="HasRoom"/>.</summary>
    public OutgoingPublish Add(Delivery delivery, DateTimeOffset now)
    {
        var id = NextPacketId();
        _entries.Add(new Entry(id, delivery, now));
        _written++;
        return new OutgoingPublish(delivery, id, IsRepeated: false);
    }

    /// <summary>False when no such message was written on this connection.</summary>
    public bool Acknowledge(ushort packetId)
    {
        for (var i = 0; i < _written; i++)
        {
            if (_entries[i].PacketId != packetId) continue;

            _entries.RemoveAt(i);
            _written--;
            return true;
        }

        return false;
    }

    public void ForgetReplies()
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (!_entries[i].Delivery.IsReply) continue;

            _entries.RemoveAt(i);
            if (i < _written) _written--;
        }
    }

    /// <summary>1 to 65535, none that is still in the window.</summary>
    ushort NextPacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_entries.Exists(e => e.PacketId == _lastPacketId));

        return _lastPacketId;
    }

    readonly record struct Entry(ushort PacketId, Delivery Delivery, DateTimeOffset FirstWritten);
}
