using System.Text;

namespace Hatchery.EndToEnd.Signals;

/// <summary>A span as it is on the wire. Source: opentelemetry-proto, trace/v1/trace.proto.</summary>
sealed record OtlpSpan(string Name, string Trace, string Id, string Parent)
{
    const int ResourceSpans = 1, ScopeSpans = 2, Spans = 2;
    const int TraceId = 1, SpanId = 2, ParentSpanId = 4, SpanName = 5;

    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from resource in Fields(request)
        where resource.Number == ResourceSpans
        from scope in Fields(resource.Bytes)
        where scope.Number == ScopeSpans
        from span in Fields(scope.Bytes)
        where span.Number == Spans
        select Of(Fields(span.Bytes).ToLookup(field => field.Number, field => field.Bytes));

    static OtlpSpan Of(ILookup<int, byte[]> fields) => new(
        Encoding.UTF8.GetString(fields[SpanName].Single()),
        Convert.ToHexStringLower(fields[TraceId].Single()),
        Convert.ToHexStringLower(fields[SpanId].Single()),
        Convert.ToHexStringLower(fields[ParentSpanId].SingleOrDefault() ?? []));

    /// <summary>The fields of a protobuf message; of numbers only that they are there.</summary>
    static IEnumerable<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var length = (key & 7) switch
            {
                0 => Varint(message, ref at) * 0,
                1 => 8,
                2 => Varint(message, ref at),
                5 => 4,
                var other => throw new FormatException($"wire type {other}"),
            };
            yield return ((int)(key >> 3), message[at..(at + (int)length)]);
            at += (int)length;
        }
    }

    static long Varint(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (long)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
