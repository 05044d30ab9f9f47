import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.File;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads resources into the classes of the Strimzi operator, and says which fields it does not know. */
public class CheckStrimzi {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of("Kafka", Kafka.class, "KafkaNodePool", KafkaNodePool.class, "KafkaTopic", KafkaTopic.class);

  public static void main(String[] files) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    boolean good = true;
    for (String name : files) {
      File file = new File(name);
      String kind = mapper.readTree(file).get("kind").asText();
      HasMetadata resource = mapper.readValue(file, KINDS.get(kind));
      List<String> unknown = new ArrayList<>();
      visit(resource, kind, unknown);
      System.out.println(file.getName() + ": " + (unknown.isEmpty() ? "the operator knows every field" : unknown + " unknown"));
      good &= unknown.isEmpty();
    }
    System.exit(good ? 0 : 1);
  }

  private static void visit(Object value, String path, List<String> unknown) throws Exception {
    if (value instanceof Collection<?> items) {
      int index = 0;
      for (Object item : items) visit(item, path + "[" + index++ + "]", unknown);
      return;
    }
    if (value == null || !value.getClass().getName().startsWith("io.strimzi.api")) return;
    if (value instanceof Enum) return;
    if (value instanceof UnknownPropertyPreserving preserving && preserving.getAdditionalProperties() != null) {
      preserving.getAdditionalProperties().keySet().forEach(name -> unknown.add(path + "." + name));
    }
    for (Method method : value.getClass().getMethods()) {
      boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
      if (getter && !method.getName().equals("getClass") && !method.getName().equals("getAdditionalProperties")) {
        visit(method.invoke(value), path + "." + method.getName().substring(3), unknown);
      }
    }
  }
}
