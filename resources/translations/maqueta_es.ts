<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Beats</name>
    <message>
        <source>{verb}</source>
        <translation>{verb}</translation>
    </message>
    <message>
        <source>refused: {reason}</source>
        <translation>rechazado: {reason}</translation>
    </message>
    <message>
        <source>refused: {message}</source>
        <translation>rechazado: {message}</translation>
    </message>
    <message>
        <source>is added</source>
        <translation>se añade</translation>
    </message>
    <message>
        <source>is taken away, with its disk</source>
        <translation>se retira, con su disco</translation>
    </message>
    <message>
        <source>loses power</source>
        <translation>se queda sin corriente</translation>
    </message>
    <message>
        <source>has power again</source>
        <translation>vuelve a tener corriente</translation>
    </message>
    <message>
        <source>has its cable pulled</source>
        <translation>se queda sin cable</translation>
    </message>
    <message>
        <source>is plugged in again</source>
        <translation>vuelve a estar enchufado a la red</translation>
    </message>
    <message>
        <source>is cut: messages between the two sides are lost</source>
        <translation>se corta: los mensajes entre los dos lados se pierden</translation>
    </message>
    <message>
        <source>is whole again</source>
        <translation>vuelve a estar entera</translation>
    </message>
    <message>
        <source>{process} crashes</source>
        <translation>{process} se cae</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>arranca</translation>
    </message>
    <message>
        <source>ends itself: it lost its Lease</source>
        <translation>termina por sí mismo: perdió su Lease</translation>
    </message>
    <message>
        <source>takes {machine} out: its API server does not answer</source>
        <translation>retira {machine}: su API server no responde</translation>
    </message>
    <message>
        <source>takes {machine} out: its API server is not ready</source>
        <translation>retira {machine}: su API server no está listo</translation>
    </message>
    <message>
        <source>takes {machine} out: its API server refuses connections</source>
        <translation>retira {machine}: su API server rechaza las conexiones</translation>
    </message>
    <message>
        <source>sends requests to {machine} again</source>
        <translation>vuelve a enviar peticiones a {machine}</translation>
    </message>
    <message>
        <source>asks whether it would be elected (pre-vote)</source>
        <translation>pregunta si saldría elegido (pre-vote)</translation>
    </message>
    <message>
        <source>votes for {candidate}</source>
        <translation>vota por {candidate}</translation>
    </message>
    <message>
        <source>is the leader of term {term} with {votes} votes</source>
        <translation>es el líder del mandato {term} con {votes} votos</translation>
    </message>
    <message>
        <source>hears no majority and gives up leading</source>
        <translation>no oye a una mayoría y deja de ser líder</translation>
    </message>
    <message>
        <source>catches up from the leader&apos;s snapshot</source>
        <translation>se pone al día con el snapshot del líder</translation>
    </message>
    <message>
        <source>is ready</source>
        <translation>está listo</translation>
    </message>
    <message>
        <source>is not ready: {reason}</source>
        <translation>no está listo: {reason}</translation>
    </message>
    <message>
        <source>saves snapshot {number} at revision {revision}</source>
        <translation>guarda el snapshot {number} en la revisión {revision}</translation>
    </message>
    <message>
        <source>every API server stops</source>
        <translation>paran todos los API server</translation>
    </message>
    <message>
        <source>every etcd member stops</source>
        <translation>paran todos los miembros de etcd</translation>
    </message>
    <message>
        <source>every member gets the snapshot&apos;s data and a new cluster id</source>
        <translation>cada miembro recibe los datos del snapshot y un id de clúster nuevo</translation>
    </message>
    <message>
        <source>etcd starts</source>
        <translation>arranca etcd</translation>
    </message>
    <message>
        <source>etcd has a leader: the API servers start</source>
        <translation>etcd tiene líder: arrancan los API server</translation>
    </message>
    <message>
        <source>takes the Lease</source>
        <translation>toma el Lease</translation>
    </message>
    <message>
        <source>leads no longer: {reason}</source>
        <translation>deja de liderar: {reason}</translation>
    </message>
    <message>
        <source>is known to the API server again</source>
        <translation>vuelve a ser conocido por el API server</translation>
    </message>
    <message>
        <source>is registered</source>
        <translation>queda registrado</translation>
    </message>
    <message>
        <source>is Ready</source>
        <translation>está Ready</translation>
    </message>
    <message>
        <source>is NotReady: {message}</source>
        <translation>está NotReady: {message}</translation>
    </message>
    <message>
        <source>has no taints any more</source>
        <translation>ya no tiene taints</translation>
    </message>
    <message>
        <source>has the taints {taints}</source>
        <translation>tiene los taints {taints}</translation>
    </message>
    <message>
        <source>is cordoned</source>
        <translation>queda en cordon</translation>
    </message>
    <message>
        <source>is uncordoned</source>
        <translation>sale de cordon</translation>
    </message>
    <message>
        <source>is created</source>
        <translation>se crea</translation>
    </message>
    <message>
        <source>has a new specification</source>
        <translation>tiene una especificación nueva</translation>
    </message>
    <message>
        <source>is gone</source>
        <translation>desaparece</translation>
    </message>
    <message>
        <source>is created for {to} pods</source>
        <translation>se crea para {to} pods</translation>
    </message>
    <message>
        <source>goes from {from} to {to} pods</source>
        <translation>pasa de {from} a {to} pods</translation>
    </message>
    <message>
        <source>wants {to} pods instead of {from}</source>
        <translation>quiere {to} pods en lugar de {from}</translation>
    </message>
    <message>
        <source>{available} of {replicas} pods are available</source>
        <translation>{available} de {replicas} pods disponibles</translation>
    </message>
    <message>
        <source>is rolled out</source>
        <translation>queda desplegado</translation>
    </message>
    <message>
        <source>made no progress within its deadline</source>
        <translation>no avanzó dentro de su plazo</translation>
    </message>
    <message>
        <source>goes to {node}</source>
        <translation>va a {node}</translation>
    </message>
    <message>
        <source>goes to {node}: {points} points of {feasible} nodes</source>
        <translation>va a {node}: {points} puntos, {feasible} nodos posibles</translation>
    </message>
    <message>
        <source>is bound to {node}</source>
        <translation>queda asignado a {node}</translation>
    </message>
    <message>
        <source>was not bound: {message}</source>
        <translation>no se asignó: {message}</translation>
    </message>
    <message>
        <source>fits nowhere: {message}</source>
        <translation>no cabe en ningún nodo: {message}</translation>
    </message>
    <message>
        <source>is heard of by its kubelet</source>
        <translation>su kubelet oye de él</translation>
    </message>
    <message>
        <source>{reason}: {message}</source>
        <translation>{reason}: {message}</translation>
    </message>
    <message>
        <source>has the address {ip}</source>
        <translation>tiene la dirección {ip}</translation>
    </message>
    <message>
        <source>pulls {image}, {size}</source>
        <translation>descarga {image}, {size}</translation>
    </message>
    <message>
        <source>has pulled {image} in {seconds} s</source>
        <translation>ha descargado {image} en {seconds} s</translation>
    </message>
    <message>
        <source>{message}</source>
        <translation>{message}</translation>
    </message>
    <message>
        <source>starts its container {container}</source>
        <translation>arranca su contenedor {container}</translation>
    </message>
    <message>
        <source>starts its container {container}, restart {restarts}</source>
        <translation>arranca su contenedor {container}, reinicio {restarts}</translation>
    </message>
    <message>
        <source>has its container {container} end with code {code}</source>
        <translation>su contenedor {container} termina con código {code}</translation>
    </message>
    <message>
        <source>{reason} until {until}</source>
        <translation>{reason} hasta {until}</translation>
    </message>
    <message>
        <source>is not Ready any more</source>
        <translation>ya no está Ready</translation>
    </message>
    <message>
        <source>gets SIGTERM</source>
        <translation>recibe SIGTERM</translation>
    </message>
    <message>
        <source>is evicted from {node}</source>
        <translation>es desalojado de {node}</translation>
    </message>
    <message>
        <source>makes room on {node} for {preemptor}</source>
        <translation>deja sitio en {node} a {preemptor}</translation>
    </message>
    <message>
        <source>is to be deleted</source>
        <translation>se ha mandado borrar</translation>
    </message>
    <message>
        <source>is ended: the API has no such pod</source>
        <translation>se termina: la API no tiene ese pod</translation>
    </message>
    <message>
        <source>is not cut any more</source>
        <translation>ya no está cortada</translation>
    </message>
    <message>
        <source>has one cut less</source>
        <translation>tiene un corte menos</translation>
    </message>
    <message>
        <source>{process} crashes again</source>
        <translation>{process} se cae otra vez</translation>
    </message>
    <message>
        <source>etcd stops: {reason}</source>
        <translation>etcd se detiene: {reason}</translation>
    </message>
    <message>
        <source>ends itself: its data is gone, and the member has already been bootstrapped</source>
        <translation>termina por sí mismo: perdió sus datos y el miembro ya se había iniciado antes</translation>
    </message>
    <message>
        <source>hands leading over to {to}</source>
        <translation>cede el liderazgo a {to}</translation>
    </message>
    <message>
        <source>has its init container {container} end with code {code}, as the model assumes</source>
        <translation>su contenedor de init {container} termina con código {code}, como supone el modelo</translation>
    </message>
    <message>
        <source>has its container {container} end with code {code}, as the model assumes</source>
        <translation>su contenedor {container} termina con código {code}, como supone el modelo</translation>
    </message>
    <message>
        <source>has its init container {container} end with code {code}</source>
        <translation>su contenedor de init {container} termina con código {code}</translation>
    </message>
    <message>
        <source>sends requests to {machine}</source>
        <translation>envía peticiones a {machine}</translation>
    </message>
    <message>
        <source>follows {leader} in term {term}, and copies {behind} entries that it missed</source>
        <translation>sigue a {leader} en el mandato {term} y copia {behind} entradas que le faltaban</translation>
    </message>
    <message>
        <source>restore snapshot {number}: {returning} objects return, {lost} are lost, {orphaned} pods lose their record</source>
        <translation>restaurar el snapshot {number}: {returning} objetos vuelven, {lost} se pierden, {orphaned} pods pierden su registro</translation>
    </message>
    <message>
        <source>is to have the image {image} instead of {before}</source>
        <translation>debe tener la imagen {image} en lugar de {before}</translation>
    </message>
    <message>
        <source>cannot go to {nodes}: {reason}</source>
        <translation>no puede ir a {nodes}: {reason}</translation>
    </message>
    <message>
        <source>gets points: {scores}</source>
        <translation>recibe puntos: {scores}</translation>
    </message>
    <message>
        <source>may stay on {node} after all</source>
        <translation>puede quedarse en {node} después de todo</translation>
    </message>
    <message>
        <source>may stay on {node} for {seconds} s more</source>
        <translation>puede quedarse {seconds} s más en {node}</translation>
    </message>
    <message>
        <source>is cut: messages from one side to the other are lost</source>
        <translation>se corta: los mensajes de un lado al otro se pierden</translation>
    </message>
    <message>
        <source>scheduler, controller manager and kubelets start anew: {returning} objects are back, {lost} are gone, {orphaned} pods lost their record</source>
        <translation>scheduler, controller manager y kubelets empiezan de nuevo: {returning} objetos han vuelto, {lost} ya no están, {orphaned} pods perdieron su registro</translation>
    </message>
    <message>
        <source>load snapshot {number} from {file}: revision {revision}</source>
        <translation>carga el snapshot {number} de {file}: revisión {revision}</translation>
    </message>
    <message>
        <source>every member gets the snapshot&apos;s data and a new cluster id; revisions go on at {revision}</source>
        <translation>cada miembro recibe los datos del snapshot y un id de clúster nuevo; las revisiones siguen en {revision}</translation>
    </message>
    <message>
        <source>scheduler, controller manager and kubelets go on as they were: {returning} objects are back, {lost} are gone, {orphaned} pods lost their record</source>
        <translation>el scheduler, el controller manager y los kubelets siguen como estaban: {returning} objetos han vuelto, {lost} se han ido, {orphaned} pods perdieron su registro</translation>
    </message>
    <message>
        <source>refused: etcd&apos;s disk is full ({message})</source>
        <translation>rechazado: el disco de etcd está lleno ({message})</translation>
    </message>
    <message>
        <source>refused: the client&apos;s cable is out ({message})</source>
        <translation>rechazado: el cable del cliente está desconectado ({message})</translation>
    </message>
    <message>
        <source>refused: the load balancer does not answer ({message})</source>
        <translation>rechazado: el balanceador de carga no responde ({message})</translation>
    </message>
    <message>
        <source>refused: etcd has no majority, {answering} of {voters} members answer and {needed} are needed ({message})</source>
        <translation>rechazado: etcd no tiene mayoría, responden {answering} de {voters} miembros y hacen falta {needed} ({message})</translation>
    </message>
    <message>
        <source>refused: etcd has no leader at this moment ({message})</source>
        <translation>rechazado: etcd no tiene líder en este momento ({message})</translation>
    </message>
    <message>
        <source>refused: no API server is ready ({message})</source>
        <translation>rechazado: ningún API server está listo ({message})</translation>
    </message>
    <message>
        <source>is to go: its etcd member leaves first</source>
        <translation>se va a quitar: primero sale su miembro de etcd</translation>
    </message>
    <message>
        <source>takes the member of {member} in as a learner: it catches up before it votes</source>
        <translation>admite al miembro de {member} como aprendiz: se pone al día antes de votar</translation>
    </message>
    <message>
        <source>promotes the member of {member}: {voters} voting, {quorum} must agree</source>
        <translation>da voto al miembro de {member}: votan {voters} y deben coincidir {quorum}</translation>
    </message>
    <message>
        <source>lets the member of {member} go: {voters} voting, {quorum} must agree</source>
        <translation>deja salir al miembro de {member}: votan {voters} y deben coincidir {quorum}</translation>
    </message>
    <message>
        <source>waits {seconds} s and asks again, {number} of {most} ({request}): the connection was reset</source>
        <translation>espera {seconds} s y vuelve a pedir, {number} de {most} ({request}): la conexión se cerró de golpe</translation>
    </message>
    <message>
        <source>waits {seconds} s and asks again, {number} of {most} ({request}): {message}</source>
        <translation>espera {seconds} s y vuelve a pedir, {number} de {most} ({request}): {message}</translation>
    </message>
</context>
<context>
    <name>CanvasText</name>
    <message>
        <source>Virtual network, node addresses above, pod addresses below</source>
        <translation>Red virtual: arriba las direcciones de los nodos, abajo las de los pods</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>network</source>
        <translation>virtual</translation>
    </message>
    <message>
        <source>%1 copies · %2 must agree</source>
        <translation>%1 copias · %2 de acuerdo</translation>
    </message>
    <message>
        <source>%1 of %2 votes · %3 needed</source>
        <translation>%1 de %2 votos · hacen falta %3</translation>
    </message>
    <message>
        <source>no leader · %1 must agree</source>
        <translation>sin líder · %1 de acuerdo</translation>
    </message>
    <message>
        <source>Waiting for a node: %1 pods</source>
        <translation>Esperan nodo: %1 pods</translation>
    </message>
    <message>
        <source>Waiting for a node</source>
        <translation>Esperan un nodo</translation>
    </message>
    <message>
        <source>Snapshots: %1</source>
        <translation>Snapshots: %1</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Snapshot %1, %2, taken at %3; drag it onto the control plane to restore it</source>
        <translation>Snapshot %1, %2, tomado a las %3; arrástralo al control plane para restaurarlo</translation>
    </message>
    <message>
        <source>has power</source>
        <translation>tiene corriente</translation>
    </message>
    <message>
        <source>has no power</source>
        <translation>no tiene corriente</translation>
    </message>
    <message>
        <source>its cable is out</source>
        <translation>su cable está fuera</translation>
    </message>
    <message>
        <source>not a Node yet</source>
        <translation>aún no es un Node</translation>
    </message>
    <message>
        <source>the API says Ready</source>
        <translation>la API dice Ready</translation>
    </message>
    <message>
        <source>the API says NotReady</source>
        <translation>la API dice NotReady</translation>
    </message>
    <message>
        <source>cordoned</source>
        <translation>en cordon</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>se une</translation>
    </message>
    <message>
        <source>NotReady</source>
        <translation>NotReady</translation>
    </message>
    <message>
        <source>Cordoned</source>
        <translation>Cordon</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>leads</source>
        <translation>líder</translation>
    </message>
    <message>
        <source>You · kubectl</source>
        <translation>Tú · kubectl</translation>
    </message>
    <message>
        <source>Load balancer :6443</source>
        <translation>Balanceador :6443</translation>
    </message>
    <message>
        <source>zone %1</source>
        <translation>zona %1</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>etcd</source>
        <translation>etcd</translation>
    </message>
    <message>
        <source>API server</source>
        <translation>API server</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Scheduler</translation>
    </message>
    <message>
        <source>Controller Manager</source>
        <translation>Controller Manager</translation>
    </message>
    <message>
        <source>kubelet</source>
        <translation>kubelet</translation>
    </message>
    <message>
        <source>Load balancer</source>
        <translation>Balanceador</translation>
    </message>
    <message>
        <source>kubectl</source>
        <translation>kubectl</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Controllers</source>
        <translation>Controllers</translation>
    </message>
    <message>
        <source>the memory</source>
        <translation>la memoria</translation>
    </message>
    <message>
        <source>the only door</source>
        <translation>la única puerta</translation>
    </message>
    <message>
        <source>chooses the worker</source>
        <translation>elige el worker</translation>
    </message>
    <message>
        <source>makes it so</source>
        <translation>lo hace realidad</translation>
    </message>
    <message>
        <source>starts what it hears of</source>
        <translation>arranca lo que oye</translation>
    </message>
    <message>
        <source>one address for all doors</source>
        <translation>una dirección para todas las puertas</translation>
    </message>
    <message>
        <source>you</source>
        <translation>tú</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>no corre</translation>
    </message>
    <message>
        <source>candidate, term %1</source>
        <translation>candidato, mandato %1</translation>
    </message>
    <message>
        <source>asks: would I win?</source>
        <translation>pregunta: ¿ganaría?</translation>
    </message>
    <message>
        <source>knows no leader</source>
        <translation>no conoce líder</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>no está listo</translation>
    </message>
    <message>
        <source>runs, but has no record in the API</source>
        <translation>corre, pero no tiene registro en la API</translation>
    </message>
    <message>
        <source>waits for a node</source>
        <translation>espera un nodo</translation>
    </message>
    <message>
        <source>has a node, its kubelet has not heard yet</source>
        <translation>tiene nodo, su kubelet aún no lo sabe</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>arranca</translation>
    </message>
    <message>
        <source>runs, not ready yet</source>
        <translation>corre, aún no está listo</translation>
    </message>
    <message>
        <source>not heard of</source>
        <translation>no se sabe de él</translation>
    </message>
    <message>
        <source>Terminating</source>
        <translation>Terminating</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Succeeded</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>NotReady in %1</source>
        <translation>NotReady en %1</translation>
    </message>
    <message>
        <source>replaced in %1</source>
        <translation>relevo en %1</translation>
    </message>
    <message>
        <source>Lease free in %1</source>
        <translation>Lease libre en %1</translation>
    </message>
    <message>
        <source>gives up in %1</source>
        <translation>se rinde en %1</translation>
    </message>
    <message>
        <source>rev %1</source>
        <translation>rev %1</translation>
    </message>
    <message>
        <source>request</source>
        <translation>petición</translation>
    </message>
    <message>
        <source>reply</source>
        <translation>respuesta</translation>
    </message>
    <message>
        <source>heartbeat</source>
        <translation>latido</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>réplica</translation>
    </message>
    <message>
        <source>vote</source>
        <translation>voto</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>watch</translation>
    </message>
    <message>
        <source>health check</source>
        <translation>sondeo</translation>
    </message>
    <message>
        <source>nobody here</source>
        <translation>aquí no hay nadie</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 must agree</source>
        <translation>%1 de %2 · %3 de acuerdo</translation>
    </message>
    <message>
        <source>Virtual network</source>
        <translation>Red virtual</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Snapshot %1</translation>
    </message>
    <message>
        <source>%1; Delete heals it</source>
        <translation>%1; Supr lo repara</translation>
    </message>
    <message>
        <source>Fault %1</source>
        <translation>Fallo %1</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>corte</translation>
    </message>
    <message>
        <source>no power</source>
        <translation>sin corriente</translation>
    </message>
    <message>
        <source>cable out</source>
        <translation>sin cable</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parado</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>crashes</source>
        <translation>se cae</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>reloj</translation>
    </message>
    <message>
        <source>slow disk</source>
        <translation>disco lento</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>lleno</translation>
    </message>
    <message>
        <source>disk lost</source>
        <translation>sin disco</translation>
    </message>
    <message>
        <source>log damaged</source>
        <translation>log roto</translation>
    </message>
    <message>
        <source>slow link</source>
        <translation>enlace lento</translation>
    </message>
    <message>
        <source>loses</source>
        <translation>pierde</translation>
    </message>
    <message>
        <source>twice</source>
        <translation>duplica</translation>
    </message>
    <message>
        <source>disorder</source>
        <translation>desorden</translation>
    </message>
    <message>
        <source>narrow</source>
        <translation>estrecho</translation>
    </message>
    <message>
        <source>a Node object without a machine</source>
        <translation>un objeto Node sin máquina</translation>
    </message>
    <message>
        <source>no machine</source>
        <translation>sin máquina</translation>
    </message>
    <message>
        <source>%1: the cluster counts %2, really running %3</source>
        <translation>%1: el clúster cuenta %2, en marcha de verdad %3</translation>
    </message>
    <message>
        <source>Rolling update of %1: %2 old, %3 new, %4 available; at least %5, at most %6 pods</source>
        <translation>Actualización progresiva de %1: %2 viejos, %3 nuevos, %4 disponibles; al menos %5 y como mucho %6 pods</translation>
    </message>
    <message>
        <source>%1 serve</source>
        <translation>sirven %1</translation>
    </message>
    <message>
        <source>%1: the cluster counts %2</source>
        <translation>%1: el clúster cuenta %2</translation>
    </message>
    <message>
        <source>really running %1</source>
        <translation>de verdad corren %1</translation>
    </message>
    <message>
        <source>only %1 of %2 · %3 needed</source>
        <translation>solo %1 de %2 · hacen falta %3</translation>
    </message>
    <message>
        <source>its etcd member leaves first</source>
        <translation>primero sale su miembro de etcd</translation>
    </message>
    <message>
        <source>leaving</source>
        <translation>saliendo</translation>
    </message>
    <message>
        <source>learner: no vote yet</source>
        <translation>aprendiz: aún sin voto</translation>
    </message>
    <message>
        <source>believes it leads</source>
        <translation>cree que lidera</translation>
    </message>
    <message>
        <source>%1: %2 available; empty ReplicaSets of %3 are kept as the way back</source>
        <translation>%1: %2 disponibles; se guardan los ReplicaSets vacíos de %3 como camino de vuelta</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>sin %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 copies</source>
        <translation>%1 copias</translation>
    </message>
    <message>
        <source>%1 of %2 votes</source>
        <translation>%1 de %2 votos</translation>
    </message>
    <message>
        <source>only %1 of %2</source>
        <translation>solo %1 de %2</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>sin líder</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperan</translation>
    </message>
    <message>
        <source>a request waits here</source>
        <translation>aquí espera una petición</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>only asks</source>
        <translation>solo pregunta</translation>
    </message>
    <message>
        <source>etcd&apos;s leader</source>
        <translation>líder de etcd</translation>
    </message>
    <message>
        <source>holds the Lease</source>
        <translation>tiene el Lease</translation>
    </message>
    <message>
        <source>waits for etcd</source>
        <translation>espera a etcd</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>cuánto falta</translation>
    </message>
    <message>
        <source>the API still says Ready, %1 s after its last sign of life</source>
        <translation>la API aún dice Ready, %1 s después de su última señal</translation>
    </message>
    <message>
        <source>Ready?</source>
        <translation>¿Ready?</translation>
    </message>
    <message>
        <source>Ready? %1 s</source>
        <translation>¿Ready? %1 s</translation>
    </message>
    <message>
        <source>%1 · %2 must agree</source>
        <translation>%1 · %2 de acuerdo</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 needed</source>
        <translation>%1 de %2 · mínimo %3</translation>
    </message>
    <message>
        <source>two believe they lead · term %1 does</source>
        <translation>dos creen liderar · lidera el mandato %1</translation>
    </message>
    <message>
        <source>two crowns · term %1 leads</source>
        <translation>dos coronas · lidera el mandato %1</translation>
    </message>
    <message>
        <source>two crowns</source>
        <translation>dos coronas</translation>
    </message>
    <message>
        <source>believes: term %1</source>
        <translation>cree: mandato %1</translation>
    </message>
    <message>
        <source>asks again, %1 of %2</source>
        <extracomment>%1 how often it has asked again, %2 how often it may</extracomment>
        <translation>vuelve a pedir, %1 de %2</translation>
    </message>
    <message>
        <source>heals it</source>
        <translation>lo repara</translation>
    </message>
    <message>
        <source>nothing gets across</source>
        <translation>nada cruza</translation>
    </message>
    <message>
        <source>the machine is off</source>
        <translation>la máquina está apagada</translation>
    </message>
    <message>
        <source>runs, but nobody hears it</source>
        <translation>funciona, pero nadie la oye</translation>
    </message>
    <message>
        <source>ended for good</source>
        <translation>no vuelve a arrancar</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>está parado</translation>
    </message>
    <message>
        <source>ends again and again</source>
        <translation>acaba una y otra vez</translation>
    </message>
    <message>
        <source>time runs wrong</source>
        <translation>su hora va mal</translation>
    </message>
    <message>
        <source>each write waits</source>
        <translation>cada escritura espera</translation>
    </message>
    <message>
        <source>etcd takes no writes</source>
        <translation>etcd no admite escrituras</translation>
    </message>
    <message>
        <source>etcd&apos;s data is gone</source>
        <translation>los datos de etcd se perdieron</translation>
    </message>
    <message>
        <source>etcd cannot start</source>
        <translation>etcd no puede arrancar</translation>
    </message>
    <message>
        <source>messages take longer</source>
        <translation>los mensajes tardan más</translation>
    </message>
    <message>
        <source>messages get lost</source>
        <translation>se pierden mensajes</translation>
    </message>
    <message>
        <source>messages come twice</source>
        <translation>llegan mensajes dos veces</translation>
    </message>
    <message>
        <source>messages overtake others</source>
        <translation>unos mensajes adelantan a otros</translation>
    </message>
    <message>
        <source>little fits through</source>
        <translation>cabe poco a la vez</translation>
    </message>
    <message>
        <source>missing heartbeat</source>
        <translation>latido que falta</translation>
    </message>
    <message>
        <source>a heartbeat is missing</source>
        <translation>falta un latido</translation>
    </message>
    <message>
        <source>%1 heartbeats are missing</source>
        <translation>faltan %1 latidos</translation>
    </message>
    <message>
        <source>machines</source>
        <translation>máquinas</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>pods</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>%1 vote, %2 learning · %3 must agree</source>
        <translation>votan %1, %2 aprende · %3 de acuerdo</translation>
    </message>
    <message>
        <source>%1 vote, %2 learning</source>
        <translation>votan %1, %2 aprende</translation>
    </message>
    <message>
        <source>%1 + %2 · %3 must agree</source>
        <translation>%1 + %2 · %3 de acuerdo</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <translation>%1 + %2</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>You ask: {text}.</source>
        <translation>Pides: {text}.</translation>
    </message>
    <message>
        <source>The API server is the only door.</source>
        <translation>El API server es la única puerta.</translation>
    </message>
    <message>
        <source>A majority of etcd has it on disk: accepted.</source>
        <translation>Una mayoría de etcd lo tiene en disco: aceptado.</translation>
    </message>
    <message>
        <source>Now the controllers see it.</source>
        <translation>Ahora lo ven los controladores.</translation>
    </message>
    <message>
        <source>Refused: {reason}.</source>
        <translation>Rechazado: {reason}.</translation>
    </message>
    <message>
        <source>{message}</source>
        <translation>{message}</translation>
    </message>
    <message>
        <source>{machine} joins the control plane.</source>
        <translation>{machine} se une al control plane.</translation>
    </message>
    <message>
        <source>Its etcd member copies the store first.</source>
        <translation>Su miembro de etcd copia antes el almacén.</translation>
    </message>
    <message>
        <source>{machine} is new and boots.</source>
        <translation>{machine} es nueva y arranca.</translation>
    </message>
    <message>
        <source>Its kubelet will register it as a Node.</source>
        <translation>Su kubelet la registrará como Node.</translation>
    </message>
    <message>
        <source>{machine} is taken away,</source>
        <translation>Se llevan {machine},</translation>
    </message>
    <message>
        <source>with its disk.</source>
        <translation>con su disco.</translation>
    </message>
    <message>
        <source>{machine} goes dark.</source>
        <translation>{machine} se apaga.</translation>
    </message>
    <message>
        <source>Every pod keeps running.</source>
        <translation>Todos los pods siguen corriendo.</translation>
    </message>
    <message>
        <source>{machine} has no power. The cluster still says Ready:</source>
        <translation>{machine} no tiene corriente. El clúster aún dice Ready:</translation>
    </message>
    <message>
        <source>it cannot see it.</source>
        <translation>no puede verlo.</translation>
    </message>
    <message>
        <source>{machine} has no power.</source>
        <translation>{machine} no tiene corriente.</translation>
    </message>
    <message>
        <source>Power is back on {machine}:</source>
        <translation>Vuelve la corriente a {machine}:</translation>
    </message>
    <message>
        <source>its processes start again and report.</source>
        <translation>sus procesos arrancan y avisan.</translation>
    </message>
    <message>
        <source>{machine} is cut off, yet it runs on:</source>
        <translation>{machine} está aislada, pero sigue en marcha:</translation>
    </message>
    <message>
        <source>nobody hears it.</source>
        <translation>nadie la oye.</translation>
    </message>
    <message>
        <source>{machine} is connected again</source>
        <translation>{machine} vuelve a estar conectada</translation>
    </message>
    <message>
        <source>and catches up.</source>
        <translation>y se pone al día.</translation>
    </message>
    <message>
        <source>The road is cut. No machine is broken:</source>
        <translation>La autopista se corta. Ninguna máquina falla:</translation>
    </message>
    <message>
        <source>they just cannot hear each other.</source>
        <translation>solo dejan de oírse.</translation>
    </message>
    <message>
        <source>The road is whole again:</source>
        <translation>La autopista vuelve a estar entera:</translation>
    </message>
    <message>
        <source>everyone hears everyone.</source>
        <translation>todos se oyen.</translation>
    </message>
    <message>
        <source>{process} crashes on {machine}.</source>
        <translation>{process} se cae en {machine}.</translation>
    </message>
    <message>
        <source>What it had in memory is gone.</source>
        <translation>Lo que tenía en memoria se pierde.</translation>
    </message>
    <message>
        <source>{part} on {machine} ends itself:</source>
        <translation>{part} en {machine} termina por sí mismo:</translation>
    </message>
    <message>
        <source>it lost its Lease.</source>
        <translation>perdió su Lease.</translation>
    </message>
    <message>
        <source>The load balancer takes {machine} out:</source>
        <translation>El balanceador retira {machine}:</translation>
    </message>
    <message>
        <source>its API server does not answer.</source>
        <translation>su API server no responde.</translation>
    </message>
    <message>
        <source>The load balancer counts on {machine} again.</source>
        <translation>El balanceador vuelve a contar con {machine}.</translation>
    </message>
    <message>
        <source>{machine} hears no leader and asks:</source>
        <translation>{machine} no oye a un líder y pregunta:</translation>
    </message>
    <message>
        <source>would you vote for me?</source>
        <translation>¿me votarías?</translation>
    </message>
    <message>
        <source>Term {term}: {votes} votes, a majority.</source>
        <translation>Mandato {term}: {votes} votos, mayoría.</translation>
    </message>
    <message>
        <source>The crown goes to {machine}.</source>
        <translation>La corona pasa a {machine}.</translation>
    </message>
    <message>
        <source>Without a majority {machine} gives up the crown</source>
        <translation>Sin mayoría, {machine} deja la corona</translation>
    </message>
    <message>
        <source>by itself.</source>
        <translation>por sí mismo.</translation>
    </message>
    <message>
        <source>{machine} was too far behind:</source>
        <translation>{machine} iba demasiado atrasado:</translation>
    </message>
    <message>
        <source>it copies the leader&apos;s snapshot.</source>
        <translation>copia el snapshot del líder.</translation>
    </message>
    <message>
        <source>A photo of etcd at revision {revision}:</source>
        <translation>Una foto de etcd en la revisión {revision}:</translation>
    </message>
    <message>
        <source>one file, {keys} keys. Nothing stops.</source>
        <translation>un archivo, {keys} claves. Nada para.</translation>
    </message>
    <message>
        <source>Back to revision {revision}: API servers stop, then etcd.</source>
        <translation>Vuelta a la revisión {revision}: paran los API server, luego etcd.</translation>
    </message>
    <message>
        <source>The pods keep running.</source>
        <translation>Los pods siguen corriendo.</translation>
    </message>
    <message>
        <source>Every API server stops.</source>
        <translation>Paran todos los API server.</translation>
    </message>
    <message>
        <source>Requests fail; the pods keep running.</source>
        <translation>Las peticiones fallan; los pods siguen.</translation>
    </message>
    <message>
        <source>Then every etcd member stops.</source>
        <translation>Luego paran todos los miembros de etcd.</translation>
    </message>
    <message>
        <source>Kubelets cannot report; containers run.</source>
        <translation>Los kubelets no pueden avisar; los contenedores siguen.</translation>
    </message>
    <message>
        <source>The same photo goes into every member:</source>
        <translation>La misma foto entra en todos los miembros:</translation>
    </message>
    <message>
        <source>a new etcd cluster, old content.</source>
        <translation>un etcd nuevo con el contenido de antes.</translation>
    </message>
    <message>
        <source>The members start</source>
        <translation>Los miembros arrancan</translation>
    </message>
    <message>
        <source>and elect a leader.</source>
        <translation>y eligen líder.</translation>
    </message>
    <message>
        <source>API servers return;</source>
        <translation>Vuelven los API server;</translation>
    </message>
    <message>
        <source>everyone lists and watches anew.</source>
        <translation>todos listan y vigilan de nuevo.</translation>
    </message>
    <message>
        <source>{text}.</source>
        <translation>{text}.</translation>
    </message>
    <message>
        <source>The records are back.</source>
        <translation>Los registros han vuelto.</translation>
    </message>
    <message>
        <source>Data in volumes and memory is not in etcd.</source>
        <translation>Los datos de volúmenes y memoria no están en etcd.</translation>
    </message>
    <message>
        <source>{machine} takes the Lease of {lease}</source>
        <translation>{machine} toma el Lease de {lease}</translation>
    </message>
    <message>
        <source>and acts from now on.</source>
        <translation>y actúa desde ahora.</translation>
    </message>
    <message>
        <source>{lease} on {machine} stops acting:</source>
        <translation>{lease} en {machine} deja de actuar:</translation>
    </message>
    <message>
        <source>it could not renew its Lease.</source>
        <translation>no pudo renovar su Lease.</translation>
    </message>
    <message>
        <source>{name} joins the cluster</source>
        <translation>{name} se une al clúster</translation>
    </message>
    <message>
        <source>as a Node.</source>
        <translation>como Node.</translation>
    </message>
    <message>
        <source>{name} is Ready:</source>
        <translation>{name} está Ready:</translation>
    </message>
    <message>
        <source>pods may be scheduled there.</source>
        <translation>puede recibir pods.</translation>
    </message>
    <message>
        <source>50 s of silence: {name} is NotReady.</source>
        <translation>50 s de silencio: {name} está NotReady.</translation>
    </message>
    <message>
        <source>No new pods, no more Service traffic there.</source>
        <translation>Ni pods nuevos ni tráfico de Services allí.</translation>
    </message>
    <message>
        <source>{name} is NotReady:</source>
        <translation>{name} está NotReady:</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}.</translation>
    </message>
    <message>
        <source>the node might come back.</source>
        <translation>el nodo podría volver.</translation>
    </message>
    <message>
        <source>The Controller Manager counts: {object} shall have {to} pods.</source>
        <translation>El Controller Manager cuenta: {object} debe tener {to} pods.</translation>
    </message>
    <message>
        <source>It makes or ends them.</source>
        <translation>Los crea o los termina.</translation>
    </message>
    <message>
        <source>{available} of {replicas} pods are available.</source>
        <translation>{available} de {replicas} pods disponibles.</translation>
    </message>
    <message>
        <source>{object} is rolled out:</source>
        <translation>{object} está desplegado:</translation>
    </message>
    <message>
        <source>every copy is available.</source>
        <translation>todas las copias disponibles.</translation>
    </message>
    <message>
        <source>{object} makes no progress: it only reports failure.</source>
        <translation>{object} no avanza: solo avisa del fallo.</translation>
    </message>
    <message>
        <source>Going back is your order: undo.</source>
        <translation>Volver atrás lo ordenas tú: undo.</translation>
    </message>
    <message>
        <source>A new pod waits:</source>
        <translation>Un pod nuevo espera:</translation>
    </message>
    <message>
        <source>{object} has no node yet.</source>
        <translation>{object} aún no tiene nodo.</translation>
    </message>
    <message>
        <source>The Scheduler chooses {node}:</source>
        <translation>El Scheduler elige {node}:</translation>
    </message>
    <message>
        <source>{points} points, {feasible} nodes were possible.</source>
        <translation>{points} puntos, {feasible} nodos eran posibles.</translation>
    </message>
    <message>
        <source>It writes &quot;{node}&quot; on the pod, in the API.</source>
        <translation>Escribe «{node}» en el pod, en la API.</translation>
    </message>
    <message>
        <source>It never talks to the worker.</source>
        <translation>Nunca habla con el worker.</translation>
    </message>
    <message>
        <source>{object} fits nowhere:</source>
        <translation>{object} no cabe en ningún nodo:</translation>
    </message>
    <message>
        <source>{node}&apos;s kubelet is listening,</source>
        <translation>El kubelet de {node} está a la escucha</translation>
    </message>
    <message>
        <source>and hears: a pod for you.</source>
        <translation>y oye: un pod para ti.</translation>
    </message>
    <message>
        <source>{node}&apos;s kubelet refuses the pod:</source>
        <translation>El kubelet de {node} rechaza el pod:</translation>
    </message>
    <message>
        <source>{node} pulls the image</source>
        <translation>{node} descarga la imagen</translation>
    </message>
    <message>
        <source>{image}.</source>
        <translation>{image}.</translation>
    </message>
    <message>
        <source>The image {image} cannot be pulled:</source>
        <translation>La imagen {image} no se puede descargar:</translation>
    </message>
    <message>
        <source>the kubelet tries again, later and later.</source>
        <translation>el kubelet lo reintenta, cada vez más tarde.</translation>
    </message>
    <message>
        <source>The container starts</source>
        <translation>El contenedor arranca</translation>
    </message>
    <message>
        <source>on {node}.</source>
        <translation>en {node}.</translation>
    </message>
    <message>
        <source>A container of {object} ended:</source>
        <translation>Un contenedor de {object} terminó:</translation>
    </message>
    <message>
        <source>{reason}:</source>
        <translation>{reason}:</translation>
    </message>
    <message>
        <source>the kubelet waits before it tries again.</source>
        <translation>el kubelet espera antes de reintentar.</translation>
    </message>
    <message>
        <source>{object} is Ready:</source>
        <translation>{object} está Ready:</translation>
    </message>
    <message>
        <source>it counts from now on.</source>
        <translation>cuenta desde ahora.</translation>
    </message>
    <message>
        <source>{object} counts as not ready:</source>
        <translation>{object} cuenta como no listo:</translation>
    </message>
    <message>
        <source>Services avoid it.</source>
        <translation>los Services lo evitan.</translation>
    </message>
    <message>
        <source>{object} gets SIGTERM</source>
        <translation>{object} recibe SIGTERM</translation>
    </message>
    <message>
        <source>and its grace period to finish.</source>
        <translation>y su periodo de gracia para acabar.</translation>
    </message>
    <message>
        <source>Time is up for {object}:</source>
        <translation>Se acabó el tiempo de {object}:</translation>
    </message>
    <message>
        <source>it is evicted from {node}.</source>
        <translation>se le desaloja de {node}.</translation>
    </message>
    <message>
        <source>{object} makes room</source>
        <translation>{object} deja sitio</translation>
    </message>
    <message>
        <source>for a pod of higher priority.</source>
        <translation>a un pod de mayor prioridad.</translation>
    </message>
    <message>
        <source>Deletion is ordered: {object} is Terminating.</source>
        <translation>Se ordena borrar: {object} está Terminating.</translation>
    </message>
    <message>
        <source>Its kubelet has to confirm.</source>
        <translation>Su kubelet tiene que confirmarlo.</translation>
    </message>
    <message>
        <source>{object} is gone.</source>
        <translation>{object} ha desaparecido.</translation>
    </message>
    <message>
        <source>{object} has no record any more:</source>
        <translation>{object} ya no tiene registro:</translation>
    </message>
    <message>
        <source>the kubelet stops it.</source>
        <translation>el kubelet lo para.</translation>
    </message>
    <message>
        <source>The load balancer counts on {machine}:</source>
        <translation>El balanceador cuenta con {machine}:</translation>
    </message>
    <message>
        <source>its API server is ready.</source>
        <translation>su API server está listo.</translation>
    </message>
    <message>
        <source>A photo from a file: etcd at revision {revision}.</source>
        <translation>Una foto de un archivo: etcd en la revisión {revision}.</translation>
    </message>
    <message>
        <source>It waits on the shelf until somebody restores it.</source>
        <translation>Espera en la repisa hasta que alguien la restaure.</translation>
    </message>
    <message>
        <source>old content, and revisions that nobody has seen.</source>
        <translation>contenido antiguo y revisiones que nadie ha visto.</translation>
    </message>
    <message>
        <source>Refused: etcd&apos;s disk is full.</source>
        <translation>Rechazado: el disco de etcd está lleno.</translation>
    </message>
    <message>
        <source>Nothing can be written; what is there is still read.</source>
        <translation>No se puede escribir nada; lo que hay aún se lee.</translation>
    </message>
    <message>
        <source>Refused: etcd has no majority.</source>
        <translation>Rechazado: etcd no tiene mayoría.</translation>
    </message>
    <message>
        <source>{answering} of {voters} members answer, {needed} are needed.</source>
        <translation>Responden {answering} de {voters} miembros y hacen falta {needed}.</translation>
    </message>
    <message>
        <source>Refused: etcd has no leader at this moment.</source>
        <translation>Rechazado: etcd no tiene líder en este momento.</translation>
    </message>
    <message>
        <source>Ask again when one is elected.</source>
        <translation>Pregunte de nuevo cuando haya uno elegido.</translation>
    </message>
    <message>
        <source>Refused: no API server is ready.</source>
        <translation>Rechazado: ningún API server está listo.</translation>
    </message>
    <message>
        <source>Nobody answers: the load balancer is out of reach.</source>
        <translation>Nadie responde: no se alcanza el balanceador de carga.</translation>
    </message>
    <message>
        <source>Nobody answers: the client&apos;s cable is out.</source>
        <translation>Nadie responde: el cable del cliente está desconectado.</translation>
    </message>
    <message>
        <source>The cluster goes on without you.</source>
        <translation>El clúster sigue sin usted.</translation>
    </message>
    <message>
        <source>{machine} is to hold a copy of etcd.</source>
        <translation>{machine} va a guardar una copia de etcd.</translation>
    </message>
    <message>
        <source>It copies the store first.</source>
        <translation>Primero copia los datos.</translation>
    </message>
    <message>
        <source>Its API server asks the etcd that is there.</source>
        <translation>Su API server pregunta al etcd que ya hay.</translation>
    </message>
    <message>
        <source>{machine} is to go. Its etcd member leaves first:</source>
        <translation>{machine} se va. Primero sale su miembro de etcd:</translation>
    </message>
    <message>
        <source>the others must agree to that.</source>
        <translation>los demás deben estar de acuerdo.</translation>
    </message>
    <message>
        <source>{machine} goes dark: one copy less.</source>
        <translation>{machine} se apaga: una copia menos.</translation>
    </message>
    <message>
        <source>A majority of the others goes on.</source>
        <translation>La mayoría de las demás sigue adelante.</translation>
    </message>
    <message>
        <source>{member} joins etcd as a learner:</source>
        <translation>{member} entra en etcd como aprendiz:</translation>
    </message>
    <message>
        <source>it copies the store, and has no vote yet.</source>
        <translation>copia los datos y aún no tiene voto.</translation>
    </message>
    <message>
        <source>{member} has caught up, and votes now:</source>
        <translation>{member} se ha puesto al día y ya vota:</translation>
    </message>
    <message>
        <source>{voters} voting, {quorum} must agree.</source>
        <translation>votan {voters} y deben coincidir {quorum}.</translation>
    </message>
    <message>
        <source>{member} leaves etcd:</source>
        <translation>{member} sale de etcd:</translation>
    </message>
    <message>
        <source>{node}&apos;s pods may stay {seconds} s more:</source>
        <translation>Los pods de {node} pueden quedarse {seconds} s más:</translation>
    </message>
    <message>
        <source>kubectl waits {seconds} s and asks again, {number} of {most}:</source>
        <translation>kubectl espera {seconds} s y vuelve a pedir, {number} de {most}:</translation>
    </message>
    <message>
        <source>The connection was reset: {part} on {machine} waits {seconds} s</source>
        <translation>La conexión se cerró de golpe: {part} en {machine} espera {seconds} s</translation>
    </message>
    <message>
        <source>and asks again, {number} of {most}.</source>
        <translation>y vuelve a pedir, {number} de {most}.</translation>
    </message>
    <message>
        <source>The API server says: later. {part} on {machine} waits {seconds} s</source>
        <translation>El API server dice: más tarde. {part} en {machine} espera {seconds} s</translation>
    </message>
    <message>
        <source>Nothing runs there.</source>
        <translation>Ahí no se ejecuta nada.</translation>
    </message>
    <message>
        <source>By your hand: {text}.</source>
        <translation>Por tu mano: {text}.</translation>
    </message>
    <message>
        <source>The x on its badge heals it.</source>
        <translation>La x de su distintivo lo repara.</translation>
    </message>
    <message>
        <source>By your hand {text}.</source>
        <translation>Por tu mano {text}.</translation>
    </message>
</context>
<context>
    <name>ComparisonText</name>
    <message>
        <source>They have the same points in everything: chance decides.</source>
        <translation>Tienen los mismos puntos en todo: decide el azar.</translation>
    </message>
    <message>
        <source>What one gains here the other gains there: chance decides.</source>
        <translation>Lo que uno gana aquí, el otro lo gana allá: decide el azar.</translation>
    </message>
    <message>
        <source>%1 leads by %2. What counts most: %3, %4.</source>
        <translation>%1 va por delante con %2. Lo que más cuenta: %3, %4.</translation>
    </message>
</context>
<context>
    <name>DropText</name>
    <message>
        <source>Power belongs to machines: drop it on a card</source>
        <translation>La corriente es de las máquinas: suéltalo sobre una tarjeta</translation>
    </message>
    <message>
        <source>%1 has no power already</source>
        <translation>%1 ya no tiene corriente</translation>
    </message>
    <message>
        <source>Cut the power of %1</source>
        <translation>Cortar la corriente de %1</translation>
    </message>
    <message>
        <source>A cable belongs to a machine: drop it on a card</source>
        <translation>Un cable es de una máquina: suéltalo sobre una tarjeta</translation>
    </message>
    <message>
        <source>Pull the cable of %1</source>
        <translation>Desenchufar el cable de %1</translation>
    </message>
    <message>
        <source>Plug the cable of %1 in</source>
        <translation>Enchufar el cable de %1</translation>
    </message>
    <message>
        <source>Drop it on a process or on a machine</source>
        <translation>Suéltalo sobre un proceso o una máquina</translation>
    </message>
    <message>
        <source>Nothing runs on %1</source>
        <translation>En %1 no corre nada</translation>
    </message>
    <message>
        <source>Crash %1 on %2</source>
        <translation>Tumbar %1 en %2</translation>
    </message>
    <message>
        <source>Crash a process of %1…</source>
        <translation>Tumbar un proceso de %1…</translation>
    </message>
    <message>
        <source>Restore snapshot %1 into every etcd member</source>
        <translation>Restaurar el snapshot %1 en todos los miembros de etcd</translation>
    </message>
    <message>
        <source>A new worker joins the cluster</source>
        <translation>Un worker nuevo se une al clúster</translation>
    </message>
    <message>
        <source>A new control-plane machine joins</source>
        <translation>Una máquina nueva se une al control plane</translation>
    </message>
    <message>
        <source>kubectl asks the API; the Scheduler chooses the worker</source>
        <translation>kubectl pide a la API; el Scheduler elige el worker</translation>
    </message>
    <message>
        <source>This cannot be dropped here</source>
        <translation>Esto no se puede soltar aquí</translation>
    </message>
    <message>
        <source>One way or both (O)</source>
        <translation>Un sentido o ambos (O)</translation>
    </message>
    <message>
        <source>Cut (Enter)</source>
        <translation>Cortar (Intro)</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Dejarlo (Esc)</translation>
    </message>
    <message>
        <source>Choose a process of %1…</source>
        <translation>Elige un proceso de %1…</translation>
    </message>
    <message>
        <source>This belongs to a machine: drop it on a card</source>
        <translation>Esto va en una máquina: suéltalo sobre una tarjeta</translation>
    </message>
    <message>
        <source>To pin a pod, drop it on a worker</source>
        <translation>Para fijar un pod, suéltalo sobre un worker</translation>
    </message>
    <message>
        <source>Pinned to %1 (nodeName): the Scheduler is not asked</source>
        <translation>Fijado a %1 (nodeName): no se pregunta al Scheduler</translation>
    </message>
    <message>
        <source>%1 would be ruled out: %2; the Scheduler chooses another</source>
        <translation>%1 quedaría descartado: %2; el Scheduler elige otro</translation>
    </message>
    <message>
        <source>%1 has the most points, %2; the Scheduler decides</source>
        <translation>%1 tiene más puntos que nadie, %2; decide el Scheduler</translation>
    </message>
    <message>
        <source>%1 has %2 points; the Scheduler decides</source>
        <translation>%1 tiene %2 puntos; decide el Scheduler</translation>
    </message>
    <message>
        <source>Cut the network here</source>
        <translation>Cortar la red aquí</translation>
    </message>
    <message>
        <source>Drop it on the virtual network</source>
        <translation>Suéltalo sobre la red virtual</translation>
    </message>
    <message>
        <source>new worker</source>
        <translation>worker nuevo</translation>
    </message>
    <message>
        <source>new control plane</source>
        <translation>control plane nuevo</translation>
    </message>
    <message>
        <source>ruled out</source>
        <translation>descartado</translation>
    </message>
    <message>
        <source>%1 points, the most</source>
        <translation>%1 puntos, el máximo</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 puntos</translation>
    </message>
    <message>
        <source>%1 is a Node object without a machine</source>
        <translation>%1 es un objeto Node sin máquina</translation>
    </message>
    <message>
        <source>makes room for the selected pod</source>
        <translation>deja sitio al pod elegido</translation>
    </message>
    <message>
        <source>Load this snapshot onto the shelf</source>
        <translation>Cargar este snapshot en la repisa</translation>
    </message>
    <message>
        <source>%1 has no power: there is nothing to disturb</source>
        <translation>%1 no tiene corriente: no hay nada que perturbar</translation>
    </message>
    <message>
        <source>A snapshot is restored into etcd: drop it on a machine with a member</source>
        <translation>Un snapshot se restaura en etcd: suéltelo sobre una máquina con un miembro</translation>
    </message>
    <message>
        <source>It is etcd&apos;s disk that matters: drop it on a machine with a member</source>
        <translation>Lo que importa es el disco de etcd: suéltelo sobre una máquina con un miembro</translation>
    </message>
    <message>
        <source>etcd lives on the control-plane machines of this cluster</source>
        <translation>En este clúster etcd vive en las máquinas del control plane</translation>
    </message>
    <message>
        <source>A new member joins etcd: %1</source>
        <translation>Un miembro nuevo se une a etcd: %1</translation>
    </message>
    <message>
        <source>A new member joins etcd</source>
        <translation>Un miembro nuevo se une a etcd</translation>
    </message>
    <message>
        <source>A new control-plane machine joins: %1</source>
        <translation>Una máquina nueva se une al control plane: %1</translation>
    </message>
    <message>
        <source>new member of etcd</source>
        <translation>miembro nuevo de etcd</translation>
    </message>
    <message>
        <source>Choose the two machines between which it is…</source>
        <translation>Elige las dos máquinas entre las que ocurre…</translation>
    </message>
    <message>
        <source>Open it in the place of this cluster</source>
        <translation>Abrirlo en lugar de este clúster</translation>
    </message>
    <message>
        <source>%1 shares the most points, %2: chance chooses among equals</source>
        <translation>%1 empata con más puntos que nadie, %2: entre iguales decide el azar</translation>
    </message>
    <message>
        <source>%1 points, a tie</source>
        <translation>%1 puntos, empate</translation>
    </message>
    <message>
        <source>%1 does not run on %2</source>
        <translation>%1 no está en marcha en %2</translation>
    </message>
    <message>
        <source>The disk of %1 is lost: there is no log to damage</source>
        <translation>El disco de %1 se ha perdido: no hay registro que dañar</translation>
    </message>
    <message>
        <source>Messages between A and B are lost. Click a machine to change its side (Tab, S).</source>
        <translation>Se pierden los mensajes entre A y B. Haz clic en una máquina para cambiarla de lado (Tab, S).</translation>
    </message>
    <message>
        <source>Messages from A to B are lost. Click a machine to change its side (Tab, S).</source>
        <translation>Se pierden los mensajes de A a B. Haz clic en una máquina para cambiarla de lado (Tab, S).</translation>
    </message>
    <message>
        <source>Messages from B to A are lost. Click a machine to change its side (Tab, S).</source>
        <translation>Se pierden los mensajes de B a A. Haz clic en una máquina para cambiarla de lado (Tab, S).</translation>
    </message>
    <message>
        <source>One side is empty: click machines to part them (Tab, S).</source>
        <translation>Un lado está vacío: haz clic en las máquinas para separarlas (Tab, S).</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two</source>
        <translation>Suéltalo en una máquina, o en la red entre dos</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>no se puede escribir %1: %2</translation>
    </message>
    <message>
        <source>A Kubernetes cluster</source>
        <translation>Un clúster de Kubernetes</translation>
    </message>
    <message>
        <source>Vector picture (SVG)</source>
        <translation>Imagen vectorial (SVG)</translation>
    </message>
    <message>
        <source>Page (PDF)</source>
        <translation>Página (PDF)</translation>
    </message>
    <message>
        <source>Pixel picture (PNG)</source>
        <translation>Imagen de píxeles (PNG)</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 o %2</translation>
    </message>
    <message>
        <source>%1 × %2 pixels are too many; choose a smaller size or scale</source>
        <translation>%1 × %2 píxeles son demasiados; elige un tamaño o una escala menor</translation>
    </message>
    <message>
        <source>nothing was deployed at that moment</source>
        <translation>en ese momento no había nada desplegado</translation>
    </message>
    <message>
        <source>nothing of what was chosen is in the picture</source>
        <translation>nada de lo elegido está en la imagen</translation>
    </message>
    <message>
        <source>%1 is not written: %2</source>
        <translation>%1 no se ha escrito: %2</translation>
    </message>
    <message>
        <source>Shapes to edit (draw.io)</source>
        <translation>Formas editables (draw.io)</translation>
    </message>
    <message>
        <source>Diagram as text (Mermaid)</source>
        <translation>Diagrama como texto (Mermaid)</translation>
    </message>
    <message>
        <source>Graph as text (DOT)</source>
        <translation>Grafo como texto (DOT)</translation>
    </message>
    <message>
        <source>What was deployed (YAML)</source>
        <translation>Lo desplegado (YAML)</translation>
    </message>
    <message>
        <source>the film cannot be made</source>
        <translation>no se puede hacer la película</translation>
    </message>
    <message>
        <source>a film is not one picture</source>
        <translation>una película no es una sola imagen</translation>
    </message>
    <message>
        <source>Moving picture (GIF)</source>
        <translation>Imagen en movimiento (GIF)</translation>
    </message>
    <message>
        <source>this program was built without libgif, and writes no GIF</source>
        <translation>este programa se compiló sin libgif y no escribe GIF</translation>
    </message>
    <message>
        <source>Video (WebM)</source>
        <translation>Vídeo (WebM)</translation>
    </message>
    <message>
        <source>Video (MP4)</source>
        <translation>Vídeo (MP4)</translation>
    </message>
    <message>
        <source>this program was built without FFmpeg&apos;s libraries, or they lack the encoder, and writes no such video</source>
        <translation>este programa se compiló sin las bibliotecas de FFmpeg, o les falta el codificador, y no escribe vídeos así</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>%1: raw %2, %3 of 100, weight %4: %5</source>
        <translation>%1: bruto %2, %3 de 100, peso %4: %5</translation>
    </message>
</context>
<context>
    <name>Goal</name>
    <message>
        <source>a pod is Ready</source>
        <translation>un pod esté Ready</translation>
    </message>
    <message>
        <source>a leader is elected</source>
        <translation>se elija un líder</translation>
    </message>
    <message>
        <source>a node is NotReady</source>
        <translation>un nodo esté NotReady</translation>
    </message>
    <message>
        <source>a rollout is done</source>
        <translation>acabe una actualización</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>cambie %1</translation>
    </message>
    <message>
        <source>For the next hour, no pod becomes Ready.</source>
        <translation>Durante la próxima hora, ningún pod llega a Ready.</translation>
    </message>
    <message>
        <source>For the next hour, no leader is elected.</source>
        <translation>Durante la próxima hora, no se elige ningún líder.</translation>
    </message>
    <message>
        <source>For the next hour, no node becomes NotReady.</source>
        <translation>Durante la próxima hora, ningún nodo pasa a NotReady.</translation>
    </message>
    <message>
        <source>For the next hour, no rollout ends.</source>
        <translation>Durante la próxima hora, no termina ninguna actualización.</translation>
    </message>
    <message>
        <source>For the next hour, nothing changes about %1.</source>
        <translation>Durante la próxima hora, no cambia nada de %1.</translation>
    </message>
    <message>
        <source>the clock shows %1</source>
        <translation>el reloj marque %1</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>Virtual network</source>
        <translation>Red virtual</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>retirada</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Corriente</translation>
    </message>
    <message>
        <source>on</source>
        <translation>encendida</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagada</translation>
    </message>
    <message>
        <source>Cable</source>
        <translation>Cable</translation>
    </message>
    <message>
        <source>plugged in</source>
        <translation>enchufado</translation>
    </message>
    <message>
        <source>pulled</source>
        <translation>fuera</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>The API says</source>
        <translation>La API dice</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>NotReady</source>
        <translation>NotReady</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Schedulable</source>
        <translation>Admite pods</translation>
    </message>
    <message>
        <source>Last renewal</source>
        <translation>Última renovación</translation>
    </message>
    <message>
        <source>Pod addresses</source>
        <translation>Direcciones de pods</translation>
    </message>
    <message>
        <source>CPU requested</source>
        <translation>CPU solicitada</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>CPU used</source>
        <translation>CPU usada</translation>
    </message>
    <message>
        <source>Memory requested</source>
        <translation>Memoria solicitada</translation>
    </message>
    <message>
        <source>Memory used</source>
        <translation>Memoria usada</translation>
    </message>
    <message>
        <source>Taint</source>
        <translation>Taint</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zona</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>en %1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En marcha</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Sano</translation>
    </message>
    <message>
        <source>Raft role</source>
        <translation>Papel en Raft</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Mandato (term)</translation>
    </message>
    <message>
        <source>Committed up to</source>
        <translation>Confirmado hasta</translation>
    </message>
    <message>
        <source>Log ends at</source>
        <translation>El log acaba en</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Votos</translation>
    </message>
    <message>
        <source>Holds the Lease</source>
        <translation>Tiene el Lease</translation>
    </message>
    <message>
        <source>Pod in %1</source>
        <translation>Pod en %1</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>unknown to the API, still running</source>
        <translation>desconocido para la API, sigue corriendo</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Nodo</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aún ninguno</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Reinicios</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Deployment in %1</source>
        <translation>Deployment en %1</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Deseados</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Al día</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponibles</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Snapshot %1</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Tomado</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Waiting for a node</source>
        <translation>Esperan un nodo</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>none: this is a Node object alone</source>
        <translation>ninguna: solo queda el objeto Node</translation>
    </message>
    <message>
        <source>Loaded from</source>
        <translation>Cargado de</translation>
    </message>
    <message>
        <source>Believes it leads</source>
        <translation>Cree que lidera</translation>
    </message>
    <message>
        <source>yes, but term %1 has another leader</source>
        <translation>sí, pero el mandato %1 tiene otro líder</translation>
    </message>
    <message>
        <source>A snapshot is a photo of etcd&apos;s store: every object of the cluster at one moment. Click the camera to take one. Drag a photo onto the control plane to bring the cluster back to it.</source>
        <translation>Un snapshot es una foto de lo que guarda etcd: todos los objetos del clúster en un momento. Pulsa la cámara para hacer una. Arrastra una foto al control plane para devolver el clúster a ese momento.</translation>
    </message>
    <message>
        <source>revision %1, taken at %2</source>
        <translation>revisión %1, hecho en %2</translation>
    </message>
    <message>
        <source>Every message between two machines takes this road. Machines have addresses of their own; pods have others, in a network that lies over it.</source>
        <translation>Todo mensaje entre dos máquinas va por esta vía. Las máquinas tienen sus direcciones; los pods tienen otras, en una red que va por encima.</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Máquinas</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fallo</translation>
    </message>
    <message>
        <source>The x on its badge heals it, and so does Delete.</source>
        <translation>La x de su etiqueta lo repara, y también Supr.</translation>
    </message>
    <message>
        <source>Pods stand here until the Scheduler has chosen a node for them and that node has heard of it.</source>
        <translation>Aquí esperan los pods hasta que el Scheduler les elige un nodo y ese nodo se entera.</translation>
    </message>
</context>
<context>
    <name>Interventions</name>
    <message>
        <source>add {machine}</source>
        <translation>añadir {machine}</translation>
    </message>
    <message>
        <source>remove {machine}</source>
        <translation>quitar {machine}</translation>
    </message>
    <message>
        <source>cut the power of {machine}</source>
        <translation>cortar la corriente de {machine}</translation>
    </message>
    <message>
        <source>switch {machine} on</source>
        <translation>encender {machine}</translation>
    </message>
    <message>
        <source>crash the {process} of {machine}</source>
        <translation>tumbar el {process} de {machine}</translation>
    </message>
    <message>
        <source>start the {process} of {machine}</source>
        <translation>arrancar el {process} de {machine}</translation>
    </message>
    <message>
        <source>pull the cable of {machine}</source>
        <translation>desenchufar el cable de {machine}</translation>
    </message>
    <message>
        <source>plug the cable of {machine}</source>
        <translation>enchufar el cable de {machine}</translation>
    </message>
    <message>
        <source>cut the network from {a} to {b}</source>
        <translation>cortar la red de {a} hacia {b}</translation>
    </message>
    <message>
        <source>cut the network between {a} and {b}</source>
        <translation>cortar la red entre {a} y {b}</translation>
    </message>
    <message>
        <source>heal the network</source>
        <translation>reparar la red</translation>
    </message>
    <message>
        <source>set the load of {object} to {cpu}m</source>
        <translation>fijar la carga de {object} en {cpu}m</translation>
    </message>
    <message>
        <source>save a snapshot</source>
        <translation>guardar un snapshot</translation>
    </message>
    <message>
        <source>save a snapshot from {machine}</source>
        <translation>guardar un snapshot de {machine}</translation>
    </message>
    <message>
        <source>restore snapshot {number}</source>
        <translation>restaurar el snapshot {number}</translation>
    </message>
    <message>
        <source>apply {title}</source>
        <translation>aplicar {title}</translation>
    </message>
    <message>
        <source>apply {count} objects</source>
        <translation>aplicar {count} objetos</translation>
    </message>
    <message>
        <source>scale {object} to {replicas}</source>
        <translation>escalar {object} a {replicas}</translation>
    </message>
    <message>
        <source>set the image of {object} to {image}</source>
        <translation>cambiar la imagen de {object} a {image}</translation>
    </message>
    <message>
        <source>delete {object}</source>
        <translation>borrar {object}</translation>
    </message>
    <message>
        <source>cordon {node}</source>
        <translation>aplicar cordon a {node}</translation>
    </message>
    <message>
        <source>uncordon {node}</source>
        <translation>aplicar uncordon a {node}</translation>
    </message>
    <message>
        <source>the {process} of {machine} is paused</source>
        <translation>el {process} de {machine} está en pausa</translation>
    </message>
    <message>
        <source>the {process} of {machine} keeps crashing</source>
        <translation>el {process} de {machine} se cae una y otra vez</translation>
    </message>
    <message>
        <source>the clock of {machine} runs at {amount} % of its speed</source>
        <translation>el reloj de {machine} va al {amount} % de su velocidad</translation>
    </message>
    <message>
        <source>each sync of {machine}&apos;s disk takes {amount} ms longer</source>
        <translation>cada sync del disco de {machine} tarda {amount} ms más</translation>
    </message>
    <message>
        <source>the disk of {machine} is full</source>
        <translation>el disco de {machine} está lleno</translation>
    </message>
    <message>
        <source>the disk of {machine} is lost</source>
        <translation>el disco de {machine} se ha perdido</translation>
    </message>
    <message>
        <source>etcd&apos;s log on {machine} is damaged</source>
        <translation>el log de etcd en {machine} está dañado</translation>
    </message>
    <message>
        <source>messages of {way} take {amount} ms longer</source>
        <translation>los mensajes de {way} tardan {amount} ms más</translation>
    </message>
    <message>
        <source>{amount} % of the messages of {way} are lost</source>
        <translation>se pierde el {amount} % de los mensajes de {way}</translation>
    </message>
    <message>
        <source>{amount} % of the messages of {way} arrive twice</source>
        <translation>el {amount} % de los mensajes de {way} llega dos veces</translation>
    </message>
    <message>
        <source>{amount} % of the messages of {way} are held up</source>
        <translation>el {amount} % de los mensajes de {way} se retrasa</translation>
    </message>
    <message>
        <source>messages of {way} share {amount} kB/s</source>
        <translation>los mensajes de {way} comparten {amount} kB/s</translation>
    </message>
    <message>
        <source>no longer: {sentence}</source>
        <translation>ya no: {sentence}</translation>
    </message>
    <message>
        <source>heal: {sentence}</source>
        <translation>reparar: {sentence}</translation>
    </message>
    <message>
        <source>fault: {sentence}</source>
        <translation>avería: {sentence}</translation>
    </message>
    <message>
        <source>heal everything</source>
        <translation>repararlo todo</translation>
    </message>
    <message>
        <source>{machine} has no power</source>
        <translation>{machine} no tiene corriente</translation>
    </message>
    <message>
        <source>the cable of {machine} is out</source>
        <translation>el cable de {machine} está quitado</translation>
    </message>
    <message>
        <source>the {process} of {machine} is stopped</source>
        <translation>el {process} de {machine} está parado</translation>
    </message>
    <message>
        <source>hand etcd&apos;s leadership over to {machine}</source>
        <translation>ceder el liderazgo de etcd a {machine}</translation>
    </message>
    <message>
        <source>load the snapshot {file}</source>
        <translation>cargar el snapshot {file}</translation>
    </message>
    <message>
        <source>restore snapshot {number}, revisions raised by {bump}</source>
        <translation>restaurar el snapshot {number}, con las revisiones subidas en {bump}</translation>
    </message>
    <message>
        <source>{sentence}, and start nobody else anew</source>
        <translation>{sentence}, sin arrancar de nuevo a nadie más</translation>
    </message>
    <message>
        <source>remove {machine} by force</source>
        <translation>quitar {machine} por la fuerza</translation>
    </message>
    <message>
        <source>drain {node}</source>
        <translation>drain de {node} (vaciarlo)</translation>
    </message>
    <message>
        <source>undo the rollout of {object}</source>
        <translation>deshacer el rollout de {object}</translation>
    </message>
    <message>
        <source>take {object} back to revision {revision}</source>
        <translation>devolver {object} a la revisión {revision}</translation>
    </message>
</context>
<context>
    <name>Kubectl</name>
    <message>
        <source>of &quot;set&quot; there is &quot;set image&quot; here</source>
        <translation>de &quot;set&quot; aquí hay &quot;set image&quot;</translation>
    </message>
    <message>
        <source>of &quot;create&quot; there is &quot;create deployment&quot; here; else: apply -f</source>
        <translation>de &quot;create&quot; aquí hay &quot;create deployment&quot;; para lo demás: apply -f</translation>
    </message>
    <message>
        <source>no program runs in the containers of this model, so there are no logs</source>
        <translation>en los contenedores de este modelo no se ejecuta ningún programa: no hay logs</translation>
    </message>
    <message>
        <source>no program runs in the containers of this model, so there is nothing to enter</source>
        <translation>en los contenedores de este modelo no se ejecuta ningún programa: no hay dónde entrar</translation>
    </message>
    <message>
        <source>there is no editor here: change the manifest and apply it with -f</source>
        <translation>aquí no hay editor: cambia el manifiesto y aplícalo con -f</translation>
    </message>
    <message>
        <source>there is no metrics server here; the cards show what is used</source>
        <translation>aquí no hay servidor de métricas; las tarjetas muestran lo que se usa</translation>
    </message>
    <message>
        <source>of &quot;rollout&quot; there is &quot;rollout undo&quot; here</source>
        <translation>de «rollout» aquí hay «rollout undo»</translation>
    </message>
    <message>
        <source>get KIND [NAME] [-n NAMESPACE | -A] [-l LABELS] [-o wide|yaml|json|name]
describe KIND NAME
create deployment NAME --image=IMAGE [--replicas=N], run NAME --image=IMAGE
apply -f FILE, delete KIND NAME [--grace-period=SECONDS]
scale KIND/NAME --replicas=N, set image KIND/NAME CONTAINER=IMAGE
rollout undo deployment/NAME [--to-revision=N]
cordon NODE, uncordon NODE, drain NODE, clear
What is asked for takes the cluster&apos;s time: when paused, its answer waits.</source>
        <translation>get CLASE [NOMBRE] [-n NAMESPACE | -A] [-l LABELS] [-o wide|yaml|json|name]
describe CLASE NOMBRE
create deployment NOMBRE --image=IMAGEN [--replicas=N], run NOMBRE --image=IMAGEN
apply -f ARCHIVO, delete CLASE NOMBRE [--grace-period=SEGUNDOS]
scale CLASE/NOMBRE --replicas=N, set image CLASE/NOMBRE CONTENEDOR=IMAGEN
rollout undo deployment/NOMBRE [--to-revision=N]
cordon NODO, uncordon NODO, drain NODO, clear
Lo que se pide tarda el tiempo del clúster: en pausa, su respuesta espera.</translation>
    </message>
</context>
<context>
    <name>LessonText</name>
    <message>
        <source>Right.</source>
        <translation>Correcto.</translation>
    </message>
    <message>
        <source>Not so: %1.</source>
        <translation>No: %1.</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of the language that lessons are told in: en or es.</extracomment>
        <translation>es</translation>
    </message>
</context>
<context>
    <name>Locale</name>
    <message>
        <source>en</source>
        <comment>the code of your language</comment>
        <translation>es</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>bind</source>
        <translation>asignar</translation>
    </message>
    <message>
        <source>read</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>create</source>
        <translation>crear</translation>
    </message>
    <message>
        <source>status</source>
        <translation>estado</translation>
    </message>
    <message>
        <source>write</source>
        <translation>escribir</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>borrar</translation>
    </message>
    <message>
        <source>would you vote?</source>
        <translation>¿me votarías?</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>I would</source>
        <translation>te votaría</translation>
    </message>
    <message>
        <source>vote for me</source>
        <translation>vótame</translation>
    </message>
    <message>
        <source>vote</source>
        <translation>voto</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>snapshot</translation>
    </message>
    <message>
        <source>propose</source>
        <translation>proponer</translation>
    </message>
    <message>
        <source>append</source>
        <translation>añadir</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>vigilar</translation>
    </message>
    <message>
        <source>I am alive</source>
        <translation>estoy vivo</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>nobody here</source>
        <translation>aquí no hay nadie</translation>
    </message>
    <message>
        <source>how busy?</source>
        <translation>¿cuánta carga?</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Virtual network</source>
        <translation>Red virtual</translation>
    </message>
    <message>
        <source>zone {name}</source>
        <translation>zona {name}</translation>
    </message>
    <message>
        <source>without {label}</source>
        <translation>sin {label}</translation>
    </message>
    <message>
        <source>no power</source>
        <translation>sin corriente</translation>
    </message>
    <message>
        <source>cable pulled</source>
        <translation>cable desconectado</translation>
    </message>
    <message>
        <source>a Node without a machine</source>
        <translation>un Node sin máquina</translation>
    </message>
    <message>
        <source>You · kubectl</source>
        <translation>Tú · kubectl</translation>
    </message>
    <message>
        <source>Load balancer :6443</source>
        <translation>Balanceador :6443</translation>
    </message>
    <message>
        <source>does not run</source>
        <translation>no se ejecuta</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>leader of term {term}</source>
        <translation>líder del mandato {term}</translation>
    </message>
    <message>
        <source>holds the Lease</source>
        <translation>tiene el Lease</translation>
    </message>
    <message>
        <source>{count} more pods</source>
        <translation>{count} pods más</translation>
    </message>
    <message>
        <source>Waiting for a node</source>
        <translation>Esperan un nodo</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Machines</source>
        <translation>Máquinas</translation>
    </message>
    <message>
        <source>Control plane</source>
        <translation>Control plane</translation>
    </message>
    <message>
        <source>A machine that joins the control plane</source>
        <translation>Una máquina que se une al control plane</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>A machine that runs pods</source>
        <translation>Una máquina que ejecuta pods</translation>
    </message>
    <message>
        <source>Break it</source>
        <translation>Romper</translation>
    </message>
    <message>
        <source>Power cut</source>
        <translation>Apagón</translation>
    </message>
    <message>
        <source>Drop it on a machine: it goes dark at once</source>
        <translation>Suéltalo en una máquina: se apaga al instante</translation>
    </message>
    <message>
        <source>Crash a process</source>
        <translation>Tumbar proceso</translation>
    </message>
    <message>
        <source>Drop it on a process: it ends, and is started again</source>
        <translation>Suéltalo en un proceso: termina y se vuelve a arrancar</translation>
    </message>
    <message>
        <source>Pull the cable</source>
        <translation>Quitar el cable</translation>
    </message>
    <message>
        <source>Drop it on a machine: it runs on, and nobody hears it</source>
        <translation>Suéltalo en una máquina: sigue en marcha y nadie la oye</translation>
    </message>
    <message>
        <source>Workloads</source>
        <translation>Cargas</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>One pod, without anybody who replaces it</source>
        <translation>Un pod solo, sin nadie que lo reponga</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>Copies of a pod that are kept running</source>
        <translation>Copias de un pod que se mantienen en marcha</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Abrir un fichero…</translation>
    </message>
    <message>
        <source>Apply manifests in YAML or JSON</source>
        <translation>Aplicar manifiestos en YAML o JSON</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partición</translation>
    </message>
    <message>
        <source>Drop it on the network: two sides that do not hear each other</source>
        <translation>Suéltala sobre la red: dos lados que no se oyen</translation>
    </message>
    <message>
        <source>Slow link</source>
        <translation>Enlace lento</translation>
    </message>
    <message>
        <source>Full disk</source>
        <translation>Disco lleno</translation>
    </message>
    <message>
        <source>Drop it on a control plane: etcd finds no space</source>
        <translation>Suéltalo sobre un control plane: etcd se queda sin espacio</translation>
    </message>
    <message>
        <source>Skew a clock</source>
        <translation>Desajustar un reloj</translation>
    </message>
    <message>
        <source>Drop it on a machine: its clock runs too fast</source>
        <translation>Suéltalo sobre una máquina: su reloj se adelanta</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Online shop</source>
        <translation>Tienda en línea</translation>
    </message>
    <message>
        <source>Five Deployments that are there from the beginning</source>
        <translation>Cinco Deployments que están desde el principio</translation>
    </message>
    <message>
        <source>Guestbook</source>
        <translation>Libro de visitas</translation>
    </message>
    <message>
        <source>A page in three copies and its two stores</source>
        <translation>Una página en tres copias y sus dos almacenes</translation>
    </message>
    <message>
        <source>Urgent work</source>
        <translation>Trabajo urgente</translation>
    </message>
    <message>
        <source>Where no node has room, less important pods make room</source>
        <translation>Donde ningún nodo tiene sitio, los pods menos importantes lo dejan</translation>
    </message>
    <message>
        <source>Crash loop</source>
        <translation>Caídas en bucle</translation>
    </message>
    <message>
        <source>Drop it on a process: it ends again a while after each start</source>
        <translation>Suéltalo en un proceso: vuelve a caer poco después de cada arranque</translation>
    </message>
    <message>
        <source>Pause a process</source>
        <translation>Pausar proceso</translation>
    </message>
    <message>
        <source>Drop it on a process: it stands still, and nobody is told</source>
        <translation>Suéltalo en un proceso: se queda parado y nadie se entera</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Enlaces</translation>
    </message>
    <message>
        <source>Narrow link</source>
        <translation>Enlace estrecho</translation>
    </message>
    <message>
        <source>Lost messages</source>
        <translation>Mensajes perdidos</translation>
    </message>
    <message>
        <source>Disorder</source>
        <translation>Desorden</translation>
    </message>
    <message>
        <source>Disks and clocks</source>
        <translation>Discos y relojes</translation>
    </message>
    <message>
        <source>Slow disk</source>
        <translation>Disco lento</translation>
    </message>
    <message>
        <source>Drop it on a control plane: etcd waits for each sync</source>
        <translation>Suéltalo en un control plane: etcd espera a cada sincronización</translation>
    </message>
    <message>
        <source>Lost disk</source>
        <translation>Disco perdido</translation>
    </message>
    <message>
        <source>Drop it on a control plane: etcd&apos;s data is gone</source>
        <translation>Suéltalo en un control plane: los datos de etcd se pierden</translation>
    </message>
    <message>
        <source>Damaged log</source>
        <translation>Log dañado</translation>
    </message>
    <message>
        <source>Drop it on a control plane: an entry of etcd&apos;s log is spoilt</source>
        <translation>Suéltalo en un control plane: una entrada del log de etcd se estropea</translation>
    </message>
    <message>
        <source>etcd machine</source>
        <translation>Máquina de etcd</translation>
    </message>
    <message>
        <source>A machine for one more member, where etcd has its own machines</source>
        <translation>Una máquina para un miembro más, donde etcd tiene las suyas</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two: messages take longer</source>
        <translation>Suéltalo en una máquina, o en la red entre dos: los mensajes tardan más</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two: few bytes fit through</source>
        <translation>Suéltalo en una máquina, o en la red entre dos: caben pocos bytes</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two: messages are lost</source>
        <translation>Suéltalo en una máquina, o en la red entre dos: se pierden mensajes</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two: messages arrive twice</source>
        <translation>Suéltalo en una máquina, o en la red entre dos: los mensajes llegan dos veces</translation>
    </message>
    <message>
        <source>Drop it on a machine, or on the network between two: messages overtake one another</source>
        <translation>Suéltalo en una máquina, o en la red entre dos: los mensajes se adelantan unos a otros</translation>
    </message>
    <message>
        <source>Duplication</source>
        <translation>Duplicación</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>%1 starts at %2; %3 is kept.</source>
        <translation>%1 empieza en %2; %3 se conserva.</translation>
    </message>
    <message>
        <source>%1 is back in its place.</source>
        <translation>%1 vuelve a su sitio.</translation>
    </message>
    <message>
        <source>Back to %1, before: %2.</source>
        <translation>De vuelta a %1, antes de: %2.</translation>
    </message>
    <message>
        <source>Again at %1: %2.</source>
        <translation>Otra vez a las %1: %2.</translation>
    </message>
    <message>
        <source>This cluster is alive.</source>
        <translation>Este clúster está vivo.</translation>
    </message>
    <message>
        <source>etcd&apos;s leader lives on this machine.</source>
        <translation>El líder de etcd vive en esta máquina.</translation>
    </message>
    <message>
        <source>Switch it off and watch.</source>
        <translation>Apágala y mira.</translation>
    </message>
    <message>
        <source>move %1</source>
        <translation>mover %1</translation>
    </message>
    <message>
        <source>This is %1.</source>
        <translation>Esta es la %1.</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>Se borra la %1.</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>rama %1</translation>
    </message>
    <message>
        <source>Switch a machine off, drop something on it, or pick a story above.</source>
        <translation>Apaga una máquina, suelta algo encima o elige una historia arriba.</translation>
    </message>
    <message>
        <source>They part at %1.</source>
        <translation>Se separan en %1.</translation>
    </message>
    <message>
        <source>move %1 machines</source>
        <translation>mover %1 máquinas</translation>
    </message>
    <message>
        <source>Again: %1.</source>
        <translation>Otra vez: %1.</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>a node joins</source>
        <translation>llega un nodo</translation>
    </message>
    <message>
        <source>a node gets more room</source>
        <translation>un nodo gana espacio</translation>
    </message>
    <message>
        <source>a node&apos;s labels change</source>
        <translation>cambian las etiquetas de un nodo</translation>
    </message>
    <message>
        <source>a taint or a cordon goes</source>
        <translation>se quita un taint o un cordon</translation>
    </message>
    <message>
        <source>a node is deleted</source>
        <translation>se borra un nodo</translation>
    </message>
    <message>
        <source>a pod ends</source>
        <translation>termina un pod</translation>
    </message>
    <message>
        <source>a pod is placed</source>
        <translation>se coloca un pod</translation>
    </message>
    <message>
        <source>a placed pod&apos;s labels change</source>
        <translation>cambian las etiquetas de un pod colocado</translation>
    </message>
    <message>
        <source>a claim or volume changes</source>
        <translation>cambia un claim o un volumen</translation>
    </message>
    <message>
        <source>a namespace&apos;s labels change</source>
        <translation>cambian las etiquetas de un namespace</translation>
    </message>
</context>
<context>
    <name>ReasonsText</name>
    <message>
        <source>Room left</source>
        <translation>Sitio libre</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Equilibrio</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Reparto</translation>
    </message>
    <message>
        <source>Taints</source>
        <translation>Taints</translation>
    </message>
    <message>
        <source>Node affinity</source>
        <translation>Afinidad de nodo</translation>
    </message>
    <message>
        <source>Pod affinity</source>
        <translation>Afinidad de pods</translation>
    </message>
    <message>
        <source>Image there</source>
        <translation>Imagen presente</translation>
    </message>
    <message>
        <source>Most room not yet promised.</source>
        <translation>El que más sitio tiene sin prometer.</translation>
    </message>
    <message>
        <source>CPU and memory stay in balance there.</source>
        <translation>CPU y memoria quedan equilibradas allí.</translation>
    </message>
    <message>
        <source>Keeping copies apart decides.</source>
        <translation>Decide separar las copias.</translation>
    </message>
    <message>
        <source>It tolerates that node&apos;s taints best.</source>
        <translation>Es el nodo cuyos taints mejor tolera.</translation>
    </message>
    <message>
        <source>It prefers that node.</source>
        <translation>Prefiere ese nodo.</translation>
    </message>
    <message>
        <source>It prefers the pods that are there.</source>
        <translation>Prefiere los pods que hay allí.</translation>
    </message>
    <message>
        <source>The image is there already.</source>
        <translation>La imagen ya está allí.</translation>
    </message>
    <message>
        <source>%1 decides.</source>
        <translation>Decide: %1.</translation>
    </message>
    <message>
        <source>No other node was possible, so nothing was compared.</source>
        <translation>Ningún otro nodo era posible, así que no se comparó nada.</translation>
    </message>
    <message>
        <source>Several nodes have the most points; chance chose among them.</source>
        <translation>Varios nodos tienen los máximos puntos; entre ellos eligió el azar.</translation>
    </message>
    <message>
        <source>Equal for all: %1.</source>
        <translation>Igual para todos: %1.</translation>
    </message>
    <message>
        <source>Why %1</source>
        <translation>Por qué %1</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Por qué espera</translation>
    </message>
    <message>
        <source>Measured load</source>
        <translation>Carga medida</translation>
    </message>
    <message>
        <source>Measured load decides: nodes are filled up to 40 % of their CPU.</source>
        <translation>Decide la carga medida: los nodos se llenan hasta el 40 % de su CPU.</translation>
    </message>
    <message>
        <source>It asks for the scheduler %1, and none here is called so: nobody looks for a node.</source>
        <translation>Pide el planificador %1 y aquí ninguno se llama así: nadie busca un nodo.</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>{where}, {place}</source>
        <translation>{where}, {place}</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>no es un objeto</translation>
    </message>
    <message>
        <source>{name} is not a text</source>
        <translation>{name} no es un texto</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>falta {name}</translation>
    </message>
    <message>
        <source>{name} is neither true nor false</source>
        <translation>{name} no es ni true ni false</translation>
    </message>
    <message>
        <source>{name} is not a whole number</source>
        <translation>{name} no es un número entero</translation>
    </message>
    <message>
        <source>{name} must lie between {least} and {most}</source>
        <translation>{name} debe estar entre {least} y {most}</translation>
    </message>
    <message>
        <source>{name} is not a list</source>
        <translation>{name} no es una lista</translation>
    </message>
    <message>
        <source>{name} holds something else than texts</source>
        <translation>{name} contiene algo que no es texto</translation>
    </message>
    <message>
        <source>{where}: {what}</source>
        <translation>{where}: {what}</translation>
    </message>
    <message>
        <source>the end of the text</source>
        <translation>el final del texto</translation>
    </message>
    <message>
        <source>the end of the line</source>
        <translation>el final de la línea</translation>
    </message>
    <message>
        <source>the control character {byte}</source>
        <translation>el carácter de control {byte}</translation>
    </message>
    <message>
        <source>expected {wanted}, found {found}</source>
        <translation>se esperaba {wanted} y hay {found}</translation>
    </message>
    <message>
        <source>the object that begins at line {line}, column {column}</source>
        <translation>el objeto que empieza en la línea {line}, columna {column}</translation>
    </message>
    <message>
        <source>the array that begins at line {line}, column {column}</source>
        <translation>la lista que empieza en la línea {line}, columna {column}</translation>
    </message>
    <message>
        <source>the text ends inside {container}: &apos;{close}&apos; is missing</source>
        <translation>el texto acaba dentro de {container}: falta &apos;{close}&apos;</translation>
    </message>
    <message>
        <source>a JSON value</source>
        <translation>un valor JSON</translation>
    </message>
    <message>
        <source>expected &apos;{word}&apos; here</source>
        <translation>aquí se esperaba &apos;{word}&apos;</translation>
    </message>
    <message>
        <source>expected &apos;,&apos; or &apos;{close}&apos; in {container}, found {found}</source>
        <translation>se esperaba &apos;,&apos; o &apos;{close}&apos; en {container} y hay {found}</translation>
    </message>
    <message>
        <source>a key in double quotes</source>
        <translation>una clave entre comillas dobles</translation>
    </message>
    <message>
        <source>expected &apos;:&apos; after the key &quot;{key}&quot;, found {found}</source>
        <translation>se esperaba &apos;:&apos; tras la clave &quot;{key}&quot; y hay {found}</translation>
    </message>
    <message>
        <source>duplicate key &quot;{key}&quot; in {container}</source>
        <translation>clave repetida &quot;{key}&quot; en {container}</translation>
    </message>
    <message>
        <source>the string that begins here is not closed: &apos;&quot;&apos; is missing</source>
        <translation>la cadena que empieza aquí no se cierra: falta &apos;&quot;&apos;</translation>
    </message>
    <message>
        <source>a string must not hold {found}</source>
        <translation>una cadena no puede contener {found}</translation>
    </message>
    <message>
        <source>unknown escape in a string; write \\ for a backslash</source>
        <translation>secuencia de escape desconocida en una cadena; escribe \\ para una barra invertida</translation>
    </message>
    <message>
        <source>half a surrogate pair in a string</source>
        <translation>medio par sustituto en una cadena</translation>
    </message>
    <message>
        <source>malformed number</source>
        <translation>número mal escrito</translation>
    </message>
    <message>
        <source>a number must not begin with 0</source>
        <translation>un número no puede empezar por 0</translation>
    </message>
    <message>
        <source>the number is out of range</source>
        <translation>el número es demasiado grande</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>el archivo está vacío</translation>
    </message>
    <message>
        <source>this is a binary file (it holds a zero byte), not text</source>
        <translation>esto es un archivo binario (contiene un byte cero), no un texto</translation>
    </message>
    <message>
        <source>not UTF-8: byte {byte}; save the file as UTF-8</source>
        <translation>no es UTF-8: byte {byte}; guarda el archivo como UTF-8</translation>
    </message>
    <message>
        <source>nested more than {most} levels deep</source>
        <translation>anidado en más de {most} niveles</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>no existe ese archivo o carpeta</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}: {why}</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot name a machine, and so a node: {why}</source>
        <translation>&quot;{name}&quot; no puede ser el nombre de una máquina, y por tanto de un nodo: {why}</translation>
    </message>
    <message>
        <source>there is a machine called {machine} already</source>
        <translation>ya hay una máquina llamada {machine}</translation>
    </message>
    <message>
        <source>a machine needs CPU and memory</source>
        <translation>una máquina necesita CPU y memoria</translation>
    </message>
    <message>
        <source>{machine} cannot be removed: it holds the last voter of etcd</source>
        <translation>no se puede quitar {machine}: tiene el último miembro de etcd con voto</translation>
    </message>
    <message>
        <source>{machine} cannot be removed: the cluster needs its {what}</source>
        <translation>no se puede quitar {machine}: el clúster necesita su {what}</translation>
    </message>
    <message>
        <source>{machine} is off already</source>
        <translation>{machine} ya está apagada</translation>
    </message>
    <message>
        <source>{machine} is on already</source>
        <translation>{machine} ya está encendida</translation>
    </message>
    <message>
        <source>the {what} of {machine} does not run</source>
        <translation>el {what} de {machine} no está en marcha</translation>
    </message>
    <message>
        <source>{machine} has no power</source>
        <translation>{machine} no tiene corriente</translation>
    </message>
    <message>
        <source>the {what} of {machine} runs already</source>
        <translation>el {what} de {machine} ya está en marcha</translation>
    </message>
    <message>
        <source>a restore is running: it starts the {what} itself</source>
        <translation>hay una restauración en curso: ella misma arranca el {what}</translation>
    </message>
    <message>
        <source>a cut needs machines on both sides</source>
        <translation>un corte necesita máquinas en ambos lados</translation>
    </message>
    <message>
        <source>{machine} cannot be on both sides</source>
        <translation>{machine} no puede estar en ambos lados</translation>
    </message>
    <message>
        <source>the network is cut there already</source>
        <translation>la red ya está cortada ahí</translation>
    </message>
    <message>
        <source>a restore is running already</source>
        <translation>ya hay una restauración en curso</translation>
    </message>
    <message>
        <source>there is no snapshot {number}</source>
        <translation>no hay ningún snapshot {number}</translation>
    </message>
    <message>
        <source>there is no machine called {machine}</source>
        <translation>no hay ninguna máquina llamada {machine}</translation>
    </message>
    <message>
        <source>{machine} has no {what}</source>
        <translation>{machine} no tiene {what}</translation>
    </message>
    <message>
        <source>the cable of {machine} is plugged already</source>
        <translation>el cable de {machine} ya está conectado</translation>
    </message>
    <message>
        <source>the cable of {machine} is out already</source>
        <translation>el cable de {machine} ya está quitado</translation>
    </message>
    <message>
        <source>there is no setting called {setting}</source>
        <translation>no hay ningún ajuste llamado {setting}</translation>
    </message>
    <message>
        <source>{setting} must lie between {least} and {most} {unit}</source>
        <translation>{setting} debe estar entre {least} y {most} {unit}</translation>
    </message>
    <message>
        <source>{machine} has no power: there is nothing to disturb</source>
        <translation>{machine} no tiene corriente: no hay nada que perturbar</translation>
    </message>
    <message>
        <source>the amount of {fault} lies between {least} and {most} {unit}</source>
        <translation>la cantidad de {fault} va de {least} a {most} {unit}</translation>
    </message>
    <message>
        <source>a way leads from one machine to another one</source>
        <translation>un camino va de una máquina a otra distinta</translation>
    </message>
    <message>
        <source>it is so already: {fault}</source>
        <translation>ya es así: {fault}</translation>
    </message>
    <message>
        <source>{machine} has no etcd member: nothing of the cluster is on its disk</source>
        <translation>{machine} no tiene miembro de etcd: en su disco no hay nada del clúster</translation>
    </message>
    <message>
        <source>etcd&apos;s log on {machine} is empty</source>
        <translation>el log de etcd en {machine} está vacío</translation>
    </message>
    <message>
        <source>there is no such fault to heal: {fault} on {machine}</source>
        <translation>no hay tal fallo que reparar: {fault} en {machine}</translation>
    </message>
    <message>
        <source>no other member holds the data: only a restore from a snapshot brings it back</source>
        <translation>ningún otro miembro tiene los datos: solo los recupera una restauración desde un snapshot</translation>
    </message>
    <message>
        <source>the network is not cut there</source>
        <translation>la red no está cortada ahí</translation>
    </message>
    <message>
        <source>the pod {pod} has no running container called {container}</source>
        <translation>el pod {pod} no tiene en marcha ningún contenedor llamado {container}</translation>
    </message>
    <message>
        <source>no machine runs a pod called {pod}</source>
        <translation>ninguna máquina ejecuta un pod llamado {pod}</translation>
    </message>
    <message>
        <source>the client&apos;s machine has no power: nobody can ask the cluster anything</source>
        <translation>la máquina del cliente no tiene corriente: nadie puede pedir nada al clúster</translation>
    </message>
    <message>
        <source>the object to apply lacks apiVersion, kind or metadata</source>
        <translation>al objeto que se quiere aplicar le falta apiVersion, kind o metadata</translation>
    </message>
    <message>
        <source>spec.replicas: {pods} pods are more than a model holds (at most {most})</source>
        <translation>spec.replicas: {pods} pods son más de los que caben en un modelo (como mucho {most})</translation>
    </message>
    <message>
        <source>there is no kind of object called that: {what}</source>
        <translation>no hay ninguna clase de objeto con ese nombre: {what}</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>diario</translation>
    </message>
    <message>
        <source>branch {value}</source>
        <translation>rama {value}</translation>
    </message>
    <message>
        <source>act {value}</source>
        <translation>acción {value}</translation>
    </message>
    <message>
        <source>number or atNs is missing</source>
        <translation>falta number o atNs</translation>
    </message>
    <message>
        <source>comes before the act in front of it</source>
        <translation>va antes que la acción que la precede</translation>
    </message>
    <message>
        <source>topology is not a list of machines</source>
        <translation>topology no es una lista de máquinas</translation>
    </message>
    <message>
        <source>topology</source>
        <translation>topología</translation>
    </message>
    <message>
        <source>machine {value}</source>
        <translation>máquina {value}</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot name a machine: {why}</source>
        <translation>&quot;{name}&quot; no puede ser el nombre de una máquina: {why}</translation>
    </message>
    <message>
        <source>there are two machines called {machine}</source>
        <translation>hay dos máquinas llamadas {machine}</translation>
    </message>
    <message>
        <source>topology: there is no control-plane machine</source>
        <translation>topología: no hay ninguna máquina de control plane</translation>
    </message>
    <message>
        <source>topology: there is no client machine</source>
        <translation>topología: no hay ninguna máquina cliente</translation>
    </message>
    <message>
        <source>branches is not a list of branches</source>
        <translation>branches no es una lista de ramas</translation>
    </message>
    <message>
        <source>journal: the act number {number} stands there twice</source>
        <translation>diario: la acción número {number} aparece dos veces</translation>
    </message>
    <message>
        <source>document</source>
        <translation>documento</translation>
    </message>
    <message>
        <source>this is not a Maqueta document</source>
        <translation>esto no es un documento de Maqueta</translation>
    </message>
    <message>
        <source>it is of format {version}, and this program reads up to {most}: open it with a newer Maqueta</source>
        <translation>es del formato {version} y este programa lee hasta el {most}: ábrelo con una Maqueta más reciente</translation>
    </message>
    <message>
        <source>seed is not a whole number from 0</source>
        <translation>seed no es un número entero desde 0</translation>
    </message>
    <message>
        <source>settings is not an object</source>
        <translation>settings no es un objeto</translation>
    </message>
    <message>
        <source>settings: {name} is not a number</source>
        <translation>settings: {name} no es un número</translation>
    </message>
    <message>
        <source>layout is not an object</source>
        <translation>layout no es un objeto</translation>
    </message>
    <message>
        <source>layout: {name} is not a point</source>
        <translation>layout: {name} no es un punto</translation>
    </message>
    <message>
        <source>cannot write</source>
        <translation>no se puede escribir</translation>
    </message>
    <message>
        <source>cannot bring it to the disk</source>
        <translation>no se puede llevar al disco</translation>
    </message>
    <message>
        <source>cannot read</source>
        <translation>no se puede leer</translation>
    </message>
    <message>
        <source>is a folder, not a document</source>
        <translation>es una carpeta, no un documento</translation>
    </message>
    <message>
        <source>cannot read it to its end</source>
        <translation>no se puede leer hasta el final</translation>
    </message>
    <message>
        <source>cannot replace it</source>
        <translation>no se puede reemplazar</translation>
    </message>
    <message>
        <source>there is no process called &quot;{name}&quot;</source>
        <translation>no hay ningún proceso llamado &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>there is no fault called &quot;{name}&quot;; there are {known}</source>
        <translation>no hay ningún fallo llamado &quot;{name}&quot;; los hay: {known}</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>máquina</translation>
    </message>
    <message>
        <source>there is no role called &quot;{name}&quot;</source>
        <translation>no hay ningún papel llamado &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>act</source>
        <translation>acción</translation>
    </message>
    <message>
        <source>there is no act called &quot;{name}&quot;</source>
        <translation>no hay ninguna acción llamada &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>the snapshot&apos;s header</source>
        <translation>la cabecera del snapshot</translation>
    </message>
    <message>
        <source>clusterId or hash is not 16 hexadecimal digits</source>
        <translation>clusterId o hash no son 16 cifras hexadecimales</translation>
    </message>
    <message>
        <source>is not a snapshot</source>
        <translation>no es un snapshot</translation>
    </message>
    <message>
        <source>is a snapshot of format {version}; this version reads format {known}</source>
        <translation>es un snapshot del formato {version}; esta versión lee el formato {known}</translation>
    </message>
    <message>
        <source>is cut off</source>
        <translation>está cortado</translation>
    </message>
    <message>
        <source>is damaged: its content does not match its checksum</source>
        <translation>está dañado: su contenido no coincide con su suma de comprobación</translation>
    </message>
    <message>
        <source>is damaged: its keys cannot be read</source>
        <translation>está dañado: no se pueden leer sus claves</translation>
    </message>
    <message>
        <source>is damaged: its keys do not have the hash that it names</source>
        <translation>está dañado: sus claves no tienen el hash que indica</translation>
    </message>
    <message>
        <source>main is the trunk of the tree and stays</source>
        <translation>main es el tronco del árbol y se queda</translation>
    </message>
    <message>
        <source>switch to another branch first</source>
        <translation>cambia primero a otra rama</translation>
    </message>
    <message>
        <source>{branch} grew out of it</source>
        <translation>de ella salió {branch}</translation>
    </message>
    <message>
        <source>cannot read the folder</source>
        <translation>no se puede leer la carpeta</translation>
    </message>
    <message>
        <source>manifest without {name}</source>
        <translation>manifiesto sin {name}</translation>
    </message>
    <message>
        <source>{name} must be a string, not {found}; write it in quotes</source>
        <translation>{name} debe ser una cadena, no {found}; escríbelo entre comillas</translation>
    </message>
    <message>
        <source>a manifest must be a map with apiVersion, kind and metadata</source>
        <translation>un manifiesto debe ser un mapa con apiVersion, kind y metadata</translation>
    </message>
    <message>
        <source>metadata must be a map</source>
        <translation>metadata debe ser un mapa</translation>
    </message>
    <message>
        <source>manifest without metadata.name: cannot use generateName with apply</source>
        <translation>manifiesto sin metadata.name: generateName no se puede usar con apply</translation>
    </message>
    <message>
        <source>metadata.namespace must be a string; write it in quotes</source>
        <translation>metadata.namespace debe ser una cadena; escríbelo entre comillas</translation>
    </message>
    <message>
        <source>the items of a list must be a list</source>
        <translation>los items de una lista deben ser una lista</translation>
    </message>
    <message>
        <source>no .yaml, .yml or .json file in this folder</source>
        <translation>no hay ningún archivo .yaml, .yml o .json en esta carpeta</translation>
    </message>
    <message>
        <source>no manifest found</source>
        <translation>no se encuentra ningún manifiesto</translation>
    </message>
    <message>
        <source>{kind}s &quot;{name}&quot; already exists, at {place}</source>
        <translation>{kind}s &quot;{name}&quot; ya existe, en {place}</translation>
    </message>
    <message>
        <source>larger than 256 MiB</source>
        <translation>mayor de 256 MiB</translation>
    </message>
    <message>
        <source>the compressed text is damaged or cut off</source>
        <translation>el texto comprimido está dañado o cortado</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>esto es una carpeta</translation>
    </message>
    <message>
        <source>cannot open</source>
        <translation>no se puede abrir</translation>
    </message>
    <message>
        <source>this looks like a template that was not rendered</source>
        <translation>parece una plantilla sin procesar</translation>
    </message>
    <message>
        <source>indent with spaces, not with tabs</source>
        <translation>sangra con espacios, no con tabuladores</translation>
    </message>
    <message>
        <source>{what}; {hint}</source>
        <translation>{what}; {hint}</translation>
    </message>
    <message>
        <source>not enough memory to read the file</source>
        <translation>no hay memoria suficiente para leer el archivo</translation>
    </message>
    <message>
        <source>the text ends too early: {what}</source>
        <translation>el texto acaba demasiado pronto: {what}</translation>
    </message>
    <message>
        <source>{what}, {context} that begins at line {line}, column {column}</source>
        <translation>{what}, {context} que empieza en la línea {line}, columna {column}</translation>
    </message>
    <message>
        <source>{what}, {context}</source>
        <translation>{what}, {context}</translation>
    </message>
    <message>
        <source>duplicate key &quot;{key}&quot; in the map that begins at line {line}, column {column}</source>
        <translation>clave repetida &quot;{key}&quot; en el mapa que empieza en la línea {line}, columna {column}</translation>
    </message>
    <message>
        <source>expected a map here, such as &quot;kind: Pod&quot;</source>
        <translation>aquí se esperaba un mapa, como &quot;kind: Pod&quot;</translation>
    </message>
    <message>
        <source>a key must be a single value, not a list or a map</source>
        <translation>una clave debe ser un solo valor, no una lista ni un mapa</translation>
    </message>
    <message>
        <source>the alias *{name} names no anchor before it</source>
        <translation>el alias *{name} no nombra ningún ancla anterior</translation>
    </message>
    <message>
        <source>the alias *{name} stands inside its own anchor</source>
        <translation>el alias *{name} está dentro de su propia ancla</translation>
    </message>
    <message>
        <source>nested more than {most} levels deep with what the alias brings in</source>
        <translation>anidado en más de {most} niveles con lo que trae el alias</translation>
    </message>
    <message>
        <source>aliases unfold to far more than the text holds (an alias bomb?)</source>
        <translation>los alias se despliegan en mucho más de lo que contiene el texto (¿una bomba de alias?)</translation>
    </message>
    <message>
        <source>a merge key (&lt;&lt;) needs a map, or a list of maps, as its value</source>
        <translation>una clave de fusión (&lt;&lt;) necesita un mapa, o una lista de mapas, como valor</translation>
    </message>
    <message>
        <source>!!binary must be followed by base64 data</source>
        <translation>tras !!binary deben venir datos en base64</translation>
    </message>
    <message>
        <source>!!binary data that is not UTF-8 text has no form in JSON</source>
        <translation>datos !!binary que no son texto UTF-8 no tienen forma en JSON</translation>
    </message>
    <message>
        <source>the number {number} has no form in JSON</source>
        <translation>el número {number} no tiene forma en JSON</translation>
    </message>
    <message>
        <source>cannot read &apos;{text}&apos; as !!{tag}</source>
        <translation>no se puede leer &apos;{text}&apos; como !!{tag}</translation>
    </message>
    <message>
        <source>a key must not be null; write it in quotes</source>
        <translation>una clave no puede ser null; escríbela entre comillas</translation>
    </message>
    <message>
        <source>block sequence entries are not allowed in this context</source>
        <translation>aquí no se admiten elementos de una lista con guiones</translation>
    </message>
    <message>
        <source>control characters are not allowed</source>
        <translation>no se admiten caracteres de control</translation>
    </message>
    <message>
        <source>could not find expected &apos;:&apos;</source>
        <translation>falta el &apos;:&apos; que se esperaba</translation>
    </message>
    <message>
        <source>could not find expected directive name</source>
        <translation>falta el nombre de la directiva</translation>
    </message>
    <message>
        <source>did not find URI escaped octet</source>
        <translation>falta un octeto escapado de la URI</translation>
    </message>
    <message>
        <source>did not find expected &apos;!&apos;</source>
        <translation>falta el &apos;!&apos; que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected &apos;,&apos; or &apos;]&apos;</source>
        <translation>falta &apos;,&apos; o &apos;]&apos;</translation>
    </message>
    <message>
        <source>did not find expected &apos;,&apos; or &apos;}&apos;</source>
        <translation>falta &apos;,&apos; o &apos;}&apos;</translation>
    </message>
    <message>
        <source>did not find expected &apos;-&apos; indicator</source>
        <translation>falta el guion &apos;-&apos; que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected &lt;document start&gt;</source>
        <translation>falta el comienzo de documento que se esperaba (---)</translation>
    </message>
    <message>
        <source>did not find expected &lt;stream-start&gt;</source>
        <translation>falta el comienzo del texto</translation>
    </message>
    <message>
        <source>did not find expected alphabetic or numeric character</source>
        <translation>falta la letra o cifra que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected comment or line break</source>
        <translation>falta el comentario o el salto de línea que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected digit or &apos;.&apos; character</source>
        <translation>falta la cifra o el &apos;.&apos; que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected hexdecimal number</source>
        <translation>falta el número hexadecimal que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected key</source>
        <translation>falta la clave que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected node content</source>
        <translation>falta el valor que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected tag URI</source>
        <translation>falta la URI de la etiqueta</translation>
    </message>
    <message>
        <source>did not find expected version number</source>
        <translation>falta el número de versión</translation>
    </message>
    <message>
        <source>did not find expected whitespace</source>
        <translation>falta el espacio que se esperaba</translation>
    </message>
    <message>
        <source>did not find expected whitespace or line break</source>
        <translation>falta el espacio o el salto de línea que se esperaba</translation>
    </message>
    <message>
        <source>did not find the expected &apos;&gt;&apos;</source>
        <translation>falta el &apos;&gt;&apos; que se esperaba</translation>
    </message>
    <message>
        <source>found a tab character that violates indentation</source>
        <translation>hay un tabulador que rompe la sangría</translation>
    </message>
    <message>
        <source>found a tab character where an indentation space is expected</source>
        <translation>hay un tabulador donde se espera un espacio de sangría</translation>
    </message>
    <message>
        <source>found an incorrect leading UTF-8 octet</source>
        <translation>hay un primer octeto UTF-8 incorrecto</translation>
    </message>
    <message>
        <source>found an incorrect trailing UTF-8 octet</source>
        <translation>hay un octeto UTF-8 de continuación incorrecto</translation>
    </message>
    <message>
        <source>found an indentation indicator equal to 0</source>
        <translation>hay un indicador de sangría igual a 0</translation>
    </message>
    <message>
        <source>found character that cannot start any token</source>
        <translation>hay un carácter con el que no puede empezar nada</translation>
    </message>
    <message>
        <source>found duplicate %TAG directive</source>
        <translation>hay una directiva %TAG repetida</translation>
    </message>
    <message>
        <source>found duplicate %YAML directive</source>
        <translation>hay una directiva %YAML repetida</translation>
    </message>
    <message>
        <source>found extremely long version number</source>
        <translation>hay un número de versión larguísimo</translation>
    </message>
    <message>
        <source>found incompatible YAML document</source>
        <translation>hay un documento YAML incompatible</translation>
    </message>
    <message>
        <source>found invalid Unicode character escape code</source>
        <translation>hay un código Unicode no válido</translation>
    </message>
    <message>
        <source>found undefined tag handle</source>
        <translation>hay una etiqueta no definida</translation>
    </message>
    <message>
        <source>found unexpected &apos;:&apos;</source>
        <translation>hay un &apos;:&apos; inesperado</translation>
    </message>
    <message>
        <source>found unexpected document indicator</source>
        <translation>hay un indicador de documento inesperado</translation>
    </message>
    <message>
        <source>found unexpected end of stream</source>
        <translation>el texto acaba inesperadamente</translation>
    </message>
    <message>
        <source>found unexpected non-alphabetical character</source>
        <translation>hay un carácter inesperado que no es una letra</translation>
    </message>
    <message>
        <source>found unknown directive name</source>
        <translation>hay una directiva desconocida</translation>
    </message>
    <message>
        <source>found unknown escape character</source>
        <translation>hay un carácter de escape desconocido</translation>
    </message>
    <message>
        <source>incomplete UTF-8 octet sequence</source>
        <translation>secuencia UTF-8 incompleta</translation>
    </message>
    <message>
        <source>input error</source>
        <translation>error de lectura</translation>
    </message>
    <message>
        <source>invalid Unicode character</source>
        <translation>carácter Unicode no válido</translation>
    </message>
    <message>
        <source>invalid leading UTF-8 octet</source>
        <translation>primer octeto UTF-8 no válido</translation>
    </message>
    <message>
        <source>invalid length of a UTF-8 sequence</source>
        <translation>longitud no válida de una secuencia UTF-8</translation>
    </message>
    <message>
        <source>invalid trailing UTF-8 octet</source>
        <translation>octeto UTF-8 de continuación no válido</translation>
    </message>
    <message>
        <source>mapping keys are not allowed in this context</source>
        <translation>aquí no se admiten claves de un mapa</translation>
    </message>
    <message>
        <source>mapping values are not allowed in this context</source>
        <translation>aquí no se admiten valores de un mapa</translation>
    </message>
    <message>
        <source>while parsing a %TAG directive</source>
        <translation>al leer una directiva %TAG</translation>
    </message>
    <message>
        <source>while parsing a block collection</source>
        <translation>al leer una lista</translation>
    </message>
    <message>
        <source>while parsing a block mapping</source>
        <translation>al leer un mapa</translation>
    </message>
    <message>
        <source>while parsing a block node</source>
        <translation>al leer un valor</translation>
    </message>
    <message>
        <source>while parsing a flow mapping</source>
        <translation>al leer un mapa entre llaves</translation>
    </message>
    <message>
        <source>while parsing a flow node</source>
        <translation>al leer un valor entre llaves o corchetes</translation>
    </message>
    <message>
        <source>while parsing a flow sequence</source>
        <translation>al leer una lista entre corchetes</translation>
    </message>
    <message>
        <source>while parsing a node</source>
        <translation>al leer un valor</translation>
    </message>
    <message>
        <source>while parsing a quoted scalar</source>
        <translation>al leer un texto entre comillas</translation>
    </message>
    <message>
        <source>while parsing a tag</source>
        <translation>al leer una etiqueta</translation>
    </message>
    <message>
        <source>while parsing a tag directive</source>
        <translation>al leer una directiva de etiqueta</translation>
    </message>
    <message>
        <source>while scanning a %TAG directive</source>
        <translation>al leer una directiva %TAG</translation>
    </message>
    <message>
        <source>while scanning a %YAML directive</source>
        <translation>al leer una directiva %YAML</translation>
    </message>
    <message>
        <source>while scanning a block scalar</source>
        <translation>al leer un texto en bloque</translation>
    </message>
    <message>
        <source>while scanning a directive</source>
        <translation>al leer una directiva</translation>
    </message>
    <message>
        <source>while scanning a plain scalar</source>
        <translation>al leer un texto sin comillas</translation>
    </message>
    <message>
        <source>while scanning a quoted scalar</source>
        <translation>al leer un texto entre comillas</translation>
    </message>
    <message>
        <source>while scanning a simple key</source>
        <translation>al leer una clave</translation>
    </message>
    <message>
        <source>while scanning a tag</source>
        <translation>al leer una etiqueta</translation>
    </message>
    <message>
        <source>while scanning a tag directive</source>
        <translation>al leer una directiva de etiqueta</translation>
    </message>
    <message>
        <source>while scanning an alias</source>
        <translation>al leer un alias</translation>
    </message>
    <message>
        <source>while scanning an anchor</source>
        <translation>al leer un ancla</translation>
    </message>
    <message>
        <source>while scanning for the next token</source>
        <translation>al buscar lo que sigue</translation>
    </message>
    <message>
        <source>there is no field called &quot;{name}&quot;</source>
        <translation>no hay ningún campo llamado &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>no existe ese archivo o carpeta</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permiso denegado</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>es una carpeta</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>una parte de la ruta no es una carpeta</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>el disco está lleno</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>el disco es de solo lectura</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>el disco falla</translation>
    </message>
    <message>
        <source>this is a manifest, not a Maqueta document: apply it to a cluster</source>
        <translation>esto es un manifiesto, no un documento de Maqueta: aplícalo a un clúster</translation>
    </message>
    <message>
        <source>no etcd member answers: nothing can be saved</source>
        <translation>ningún miembro de etcd responde: no se puede guardar nada</translation>
    </message>
    <message>
        <source>no etcd member that has the data answers on {machine}</source>
        <translation>en {machine} no responde ningún miembro de etcd que tenga los datos</translation>
    </message>
    <message>
        <source>etcd has no leader that could hand over</source>
        <translation>etcd no tiene ningún líder que pueda ceder el liderazgo</translation>
    </message>
    <message>
        <source>the member of {machine} leads already</source>
        <translation>el miembro de {machine} ya es el líder</translation>
    </message>
    <message>
        <source>the member of {machine} is a learner: it cannot lead</source>
        <translation>el miembro de {machine} es un learner: no puede ser líder</translation>
    </message>
    <message>
        <source>the member of {machine} is not part of the cluster</source>
        <translation>el miembro de {machine} no forma parte del clúster</translation>
    </message>
    <message>
        <source>is a snapshot of another etcd cluster: {other}, while this one is {own}. etcd would restore it all the same; here it is loaded only on purpose (anyCluster)</source>
        <translation>es un snapshot de otro clúster de etcd: {other}, y este es {own}. etcd lo restauraría de todos modos; aquí solo se carga a propósito (anyCluster)</translation>
    </message>
    <message>
        <source>is too large: it has more than {most} bytes</source>
        <translation>es demasiado grande: tiene más de {most} bytes</translation>
    </message>
    <message>
        <source>is not a file on a disk</source>
        <translation>no es un archivo de un disco</translation>
    </message>
    <message>
        <source>{name} is not base64</source>
        <translation>{name} no es base64</translation>
    </message>
    <message>
        <source>the network is whole: nothing to heal</source>
        <translation>la red está entera: no hay nada que reparar</translation>
    </message>
    <message>
        <source>revision {revision} cannot be raised by {bump}, only by 0 to {most}</source>
        <translation>la revisión {revision} no se puede subir en {bump}, solo en 0 a {most}</translation>
    </message>
    <message>
        <source>nothing is broken</source>
        <translation>no hay nada roto</translation>
    </message>
    <message>
        <source>this is a snapshot of etcd, not a Maqueta document: load it into a cluster</source>
        <translation>esto es un snapshot de etcd, no un documento de Maqueta: cárgalo en un clúster</translation>
    </message>
    <message>
        <source>etcd runs on the control-plane machines of this cluster: machines of its own are chosen when a cluster is new</source>
        <translation>En este clúster etcd está en las máquinas del control plane: las suyas propias se eligen al crear un clúster</translation>
    </message>
    <message>
        <source>{machine} cannot be removed: it has the last API server</source>
        <translation>{machine} no se puede quitar: tiene el último API server</translation>
    </message>
    <message>
        <source>{machine} is leaving already</source>
        <translation>{machine} ya está saliendo</translation>
    </message>
    <message>
        <source>etcd has no quorum to let {machine} go: {answering} of {voters} members answer, {needed} are needed. Cut its power, or take it away by force</source>
        <translation>etcd no tiene quórum para dejar salir a {machine}: responden {answering} de {voters} miembros y hacen falta {needed}. Córtele la corriente o quítela por la fuerza</translation>
    </message>
    <message>
        <source>etcd has no leader at this moment that could let {machine} go</source>
        <translation>etcd no tiene en este momento un líder que pueda dejar salir a {machine}</translation>
    </message>
    <message>
        <source>etcd does not let {machine} go: {left} of the other {rest} members would answer, and {majority} are needed</source>
        <translation>etcd no deja salir a {machine}: responderían {left} de los otros {rest} miembros y hacen falta {majority}</translation>
    </message>
    <message>
        <source>the document in this picture is damaged</source>
        <translation>el documento que hay en esta imagen está dañado</translation>
    </message>
    <message>
        <source>this picture is cut off</source>
        <translation>esta imagen está cortada</translation>
    </message>
    <message>
        <source>there is no Maqueta document in this picture: export it with one</source>
        <translation>en esta imagen no hay ningún documento de Maqueta: expórtala con uno</translation>
    </message>
</context>
<context>
    <name>TimelineText</name>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Control plane</source>
        <translation>Control plane</translation>
    </message>
    <message>
        <source>Scheduling</source>
        <translation>Planificación</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodos</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>+%1 s</source>
        <translation>+%1 s</translation>
    </message>
    <message>
        <source>+%1 min</source>
        <translation>+%1 min</translation>
    </message>
    <message>
        <source>+%1 min %2 s</source>
        <translation>+%1 min %2 s</translation>
    </message>
    <message>
        <source>you</source>
        <translation>tú</translation>
    </message>
    <message>
        <source>network</source>
        <translation>red</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>restauración</translation>
    </message>
</context>
<context>
    <name>Warnings</name>
    <message>
        <source>one voting member alone tolerates no loss</source>
        <translation>un único miembro con voto no tolera ninguna pérdida</translation>
    </message>
    <message>
        <source>2 voting members tolerate no more losses than 1: none</source>
        <translation>2 miembros con voto no toleran más pérdidas que 1: ninguna</translation>
    </message>
    <message>
        <source>{voters} voting members tolerate no more losses than {fewer}: {losses}</source>
        <translation>{voters} miembros con voto no toleran más pérdidas que {fewer}: {losses}</translation>
    </message>
    <message>
        <source>without {machine} {left} of {voters} members answer, {needed} are needed: etcd stands still</source>
        <translation>sin {machine} responden {left} de {voters} miembros y hacen falta {needed}: etcd se detiene</translation>
    </message>
    <message>
        <source>{down} of {voters} members are down: without {machine} {left} answer, {needed} are needed, and etcd stands still</source>
        <translation>{down} de {voters} miembros están caídos: sin {machine} responden {left}, hacen falta {needed} y etcd se detiene</translation>
    </message>
</context>
<context>
    <name>maqueta::app::Acts</name>
    <message>
        <source>Cut the power</source>
        <translation>Cortar la corriente</translation>
    </message>
    <message>
        <source>Switch it on</source>
        <translation>Encender</translation>
    </message>
    <message>
        <source>Pull the cable</source>
        <translation>Desenchufar el cable de red</translation>
    </message>
    <message>
        <source>Plug the cable in</source>
        <translation>Enchufar el cable de red</translation>
    </message>
    <message>
        <source>Crash a process</source>
        <translation>Tumbar un proceso</translation>
    </message>
    <message>
        <source>Start a process</source>
        <translation>Arrancar un proceso</translation>
    </message>
    <message>
        <source>Save a snapshot of etcd</source>
        <translation>Guardar un snapshot de etcd</translation>
    </message>
    <message>
        <source>Remove the machine</source>
        <translation>Quitar la máquina</translation>
    </message>
    <message>
        <source>Uncordon</source>
        <translation>Uncordon (volver a admitir pods)</translation>
    </message>
    <message>
        <source>Cordon</source>
        <translation>Cordon (no admitir más pods)</translation>
    </message>
    <message>
        <source>Delete the Node object</source>
        <translation>Borrar el objeto Node</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Desplegar…</translation>
    </message>
    <message>
        <source>Crash it: its supervisor starts it again</source>
        <translation>Tumbarlo: su supervisor lo vuelve a arrancar</translation>
    </message>
    <message>
        <source>Stop it until somebody starts it</source>
        <translation>Pararlo hasta que alguien lo arranque</translation>
    </message>
    <message>
        <source>Start it</source>
        <translation>Arrancarlo</translation>
    </message>
    <message>
        <source>Save a snapshot</source>
        <translation>Guardar un snapshot</translation>
    </message>
    <message>
        <source>Delete the pod</source>
        <translation>Borrar el pod</translation>
    </message>
    <message>
        <source>Delete the pod at once (grace period 0)</source>
        <translation>Borrar el pod en el acto (periodo de gracia 0)</translation>
    </message>
    <message>
        <source>Load of its container…</source>
        <translation>Carga de su contenedor…</translation>
    </message>
    <message>
        <source>Deployment %1</source>
        <translation>Deployment %1</translation>
    </message>
    <message>
        <source>Scale…</source>
        <translation>Escalar…</translation>
    </message>
    <message>
        <source>Set image…</source>
        <translation>Cambiar la imagen…</translation>
    </message>
    <message>
        <source>Delete the Deployment</source>
        <translation>Borrar el Deployment</translation>
    </message>
    <message>
        <source>Create a pod…</source>
        <translation>Crear un pod…</translation>
    </message>
    <message>
        <source>Apply files…</source>
        <translation>Aplicar ficheros…</translation>
    </message>
    <message>
        <source>Add a worker</source>
        <translation>Añadir un worker</translation>
    </message>
    <message>
        <source>Add a control-plane machine</source>
        <translation>Añadir una máquina al control plane</translation>
    </message>
    <message>
        <source>Take a snapshot</source>
        <translation>Tomar un snapshot</translation>
    </message>
    <message>
        <source>Heal everything</source>
        <translation>Repararlo todo</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>Borrar %1</translation>
    </message>
    <message>
        <source>Take the machine away, with its disk</source>
        <translation>Llevarse la máquina, con su disco</translation>
    </message>
    <message>
        <source>Delete the Node object only</source>
        <translation>Borrar solo el objeto Node</translation>
    </message>
    <message>
        <source>This part of the cluster cannot be deleted.</source>
        <translation>Esta parte del clúster no se puede borrar.</translation>
    </message>
    <message>
        <source>This needs a machine: drop it on a card, or select one first.</source>
        <translation>Hace falta una máquina: suéltalo sobre una tarjeta o selecciona una antes.</translation>
    </message>
    <message>
        <source>Which process crashes?</source>
        <translation>¿Qué proceso se cae?</translation>
    </message>
    <message>
        <source>Apply manifests</source>
        <translation>Aplicar manifiestos</translation>
    </message>
    <message>
        <source>Manifests (*.yaml *.yml *.json);;All files (*)</source>
        <translation>Manifiestos (*.yaml *.yml *.json);;Todos los ficheros (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n objeto</numerusform>
            <numerusform>%n objetos</numerusform>
        </translation>
    </message>
    <message>
        <source>New Deployment</source>
        <translation>Deployment nuevo</translation>
    </message>
    <message>
        <source>New Pod</source>
        <translation>Pod nuevo</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Desplegar</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Réplicas</translation>
    </message>
    <message>
        <source>CPU requested</source>
        <translation>CPU solicitada</translation>
    </message>
    <message>
        <source>Memory requested</source>
        <translation>Memoria solicitada</translation>
    </message>
    <message>
        <source>A name has lower-case letters, digits and hyphens, 63 at most.</source>
        <translation>Un nombre lleva minúsculas, cifras y guiones, 63 como mucho.</translation>
    </message>
    <message>
        <source>Which image?</source>
        <translation>¿Qué imagen?</translation>
    </message>
    <message>
        <source>Scale %1</source>
        <translation>Escalar %1</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Escalar</translation>
    </message>
    <message>
        <source>Another image for %1</source>
        <translation>Otra imagen para %1</translation>
    </message>
    <message>
        <source>Set image</source>
        <translation>Cambiar la imagen</translation>
    </message>
    <message>
        <source>Load of %1</source>
        <translation>Carga de %1</translation>
    </message>
    <message>
        <source>Set load</source>
        <translation>Fijar la carga</translation>
    </message>
    <message>
        <source>CPU used</source>
        <translation>CPU usada</translation>
    </message>
    <message>
        <source>Memory used</source>
        <translation>Memoria usada</translation>
    </message>
    <message>
        <source>Pause it</source>
        <translation>Ponerlo en pausa</translation>
    </message>
    <message>
        <source>Let it crash again and again</source>
        <translation>Hacer que se caiga una y otra vez</translation>
    </message>
    <message>
        <source>Skew its clock</source>
        <translation>Desajustar su reloj</translation>
    </message>
    <message>
        <source>Slow disk</source>
        <translation>Disco lento</translation>
    </message>
    <message>
        <source>Full disk</source>
        <translation>Disco lleno</translation>
    </message>
    <message>
        <source>Lose the disk</source>
        <translation>Perder el disco</translation>
    </message>
    <message>
        <source>Damage etcd&apos;s log</source>
        <translation>Dañar el log de etcd</translation>
    </message>
    <message>
        <source>Slow link</source>
        <translation>Enlace lento</translation>
    </message>
    <message>
        <source>Lose messages</source>
        <translation>Perder mensajes</translation>
    </message>
    <message>
        <source>Deliver messages twice</source>
        <translation>Entregar mensajes dos veces</translation>
    </message>
    <message>
        <source>Messages overtake one another</source>
        <translation>Los mensajes se adelantan unos a otros</translation>
    </message>
    <message>
        <source>Narrow link</source>
        <translation>Enlace estrecho</translation>
    </message>
    <message>
        <source>Break something else</source>
        <translation>Romper otra cosa</translation>
    </message>
    <message>
        <source>Cut it off from the others…</source>
        <translation>Aislarla de las demás…</translation>
    </message>
    <message>
        <source>Create a pod on this node (nodeName)…</source>
        <translation>Crear un pod en este nodo (nodeName)…</translation>
    </message>
    <message>
        <source>Partition the network…</source>
        <translation>Partir la red…</translation>
    </message>
    <message>
        <source>nodeName</source>
        <translation>nodeName</translation>
    </message>
    <message>
        <source>Cut its power; its disk stays</source>
        <translation>Cortar su corriente; su disco se queda</translation>
    </message>
    <message>
        <source>Hand etcd&apos;s leadership over to it</source>
        <translation>Cederle el liderazgo de etcd</translation>
    </message>
    <message>
        <source>Restore snapshot %1 into every etcd member…</source>
        <translation>Restaurar el snapshot %1 en todos los miembros de etcd…</translation>
    </message>
    <message>
        <source>Restore snapshot %1?</source>
        <translation>¿Restaurar el snapshot %1?</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Objects that come back</source>
        <translation>Objetos que vuelven</translation>
    </message>
    <message>
        <source>Objects that are lost</source>
        <translation>Objetos que se pierden</translation>
    </message>
    <message>
        <source>Pods without a record: their containers are ended</source>
        <translation>Pods sin registro: sus contenedores se terminan</translation>
    </message>
    <message>
        <source>Leases that are out of date</source>
        <translation>Leases que quedan anticuados</translation>
    </message>
    <message>
        <source>Watches that start again</source>
        <translation>Watches que empiezan de nuevo</translation>
    </message>
    <message>
        <source>%1: by measured load</source>
        <translation>%1: por carga medida</translation>
    </message>
    <message>
        <source>%1: by requests</source>
        <translation>%1: por lo solicitado</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Scheduler</translation>
    </message>
    <message>
        <source>Snapshots of etcd (*.snapshot);;All files (*)</source>
        <translation>Snapshots de etcd (*.snapshot);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Load a snapshot from a file…</source>
        <translation>Cargar un snapshot de un archivo…</translation>
    </message>
    <message>
        <source>Save snapshot %1 as a file…</source>
        <translation>Guardar el snapshot %1 como archivo…</translation>
    </message>
    <message>
        <source>There is no snapshot yet: take one first.</source>
        <translation>Aún no hay ningún snapshot: toma uno primero.</translation>
    </message>
    <message>
        <source>Save snapshot %1</source>
        <translation>Guardar el snapshot %1</translation>
    </message>
    <message>
        <source>Load a snapshot</source>
        <translation>Cargar un snapshot</translation>
    </message>
    <message>
        <source>A snapshot of another cluster</source>
        <translation>Un snapshot de otro clúster</translation>
    </message>
    <message>
        <source>Load it all the same</source>
        <translation>Cargarlo de todos modos</translation>
    </message>
    <message>
        <source>Raise the revisions by %1</source>
        <translation>Subir las revisiones en %1</translation>
    </message>
    <message>
        <source>Start scheduler, controller manager and kubelets anew</source>
        <translation>Arrancar de nuevo el scheduler, el controller manager y los kubelets</translation>
    </message>
    <message>
        <source>Who is not started anew remembers revisions. When they are raised, its watches end and it lists again; when they are not, it hears &quot;Too large resource version&quot;, or takes an old revision for the one that it knows.</source>
        <translation>Quien no arranca de nuevo recuerda revisiones. Si se suben, sus watches acaban y vuelve a listar; si no, oye «Too large resource version», o toma una revisión antigua por la que conoce.</translation>
    </message>
    <message>
        <source>Add a machine to etcd</source>
        <translation>Añadir una máquina a etcd</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>¿Quitar %1?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>By force: etcd is not asked</source>
        <translation>Por la fuerza: no se pregunta a etcd</translation>
    </message>
    <message>
        <source>The machine is pulled out with its disk. Its member is missed until the others take it out of etcd.</source>
        <translation>La máquina se arranca con su disco. Su miembro falta hasta que los demás lo sacan de etcd.</translation>
    </message>
    <message>
        <source>First its etcd member leaves, and the others must agree. Then the machine goes, with its disk.</source>
        <translation>Primero sale su miembro de etcd, con el acuerdo de los demás. Después se va la máquina, con su disco.</translation>
    </message>
    <message>
        <source>Etcd does not agree. By force it goes all the same.</source>
        <translation>etcd no está de acuerdo. Por la fuerza se va de todos modos.</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Drain (desalojar sus pods)</translation>
    </message>
    <message>
        <source>Undo the rollout</source>
        <translation>Deshacer el rollout</translation>
    </message>
    <message>
        <source>Whose rollout? Select a pod of the Deployment first.</source>
        <translation>¿De quién es el rollout? Elige antes un pod del Deployment.</translation>
    </message>
    <message>
        <source>Trouble between two machines</source>
        <translation>Problema entre dos máquinas</translation>
    </message>
    <message>
        <source>Break it</source>
        <translation>Romper</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sentido</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Cuánto</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>en ambos sentidos</translation>
    </message>
    <message>
        <source>only from %1 to %2</source>
        <translation>solo de %1 a %2</translation>
    </message>
    <message>
        <source>A way has two ends: choose two machines.</source>
        <translation>Un camino tiene dos extremos: elige dos máquinas.</translation>
    </message>
    <message>
        <source>Trouble on the way to another machine…</source>
        <translation>Problema en el camino a otra máquina…</translation>
    </message>
    <message>
        <source>Trouble between two machines…</source>
        <translation>Problema entre dos máquinas…</translation>
    </message>
</context>
<context>
    <name>maqueta::app::ComparePane</name>
    <message>
        <source>The cluster on the other branch</source>
        <translation>El clúster en la otra rama</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Dejar de comparar</translation>
    </message>
    <message>
        <source>no differences</source>
        <translation>sin diferencias</translation>
    </message>
    <message>
        <source>differences: %1</source>
        <translation>diferencias: %1</translation>
    </message>
    <message>
        <source>the branch you are on</source>
        <translation>la rama en la que estás</translation>
    </message>
</context>
<context>
    <name>maqueta::app::ExportDialog</name>
    <message>
        <source>Transparent: no ground</source>
        <translation>Transparente: sin fondo</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Leyenda</translation>
    </message>
    <message>
        <source>Caption below</source>
        <translation>Frase al pie</translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation>Exportar la imagen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Escala</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>The whole cluster</source>
        <translation>El clúster entero</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>Lo seleccionado</translation>
    </message>
    <message>
        <source>The view as it is</source>
        <translation>La vista tal como está</translation>
    </message>
    <message>
        <source>As in the window</source>
        <translation>Como en la ventana</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Nothing of what is selected is in the picture.</source>
        <translation>Nada de lo seleccionado está en la imagen.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 píxeles</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 líneas</translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>No hay nada que escribir.</translation>
    </message>
    <message>
        <source>Opens again: the cluster is inside</source>
        <translation>Se vuelve a abrir: lleva el clúster dentro</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source> s of film</source>
        <translation> s de película</translation>
    </message>
</context>
<context>
    <name>maqueta::app::FindAction</name>
    <message>
        <source>Find an action or a part</source>
        <translation>Busca una acción o una pieza</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo encontrado</translation>
    </message>
    <message>
        <source>Nothing has such a name.</source>
        <translation>Nada se llama así.</translation>
    </message>
</context>
<context>
    <name>maqueta::app::MainWindow</name>
    <message>
        <source>Export the picture</source>
        <translation>Exportar la imagen</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Escrito en %1</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>&amp;Lecciones</translation>
    </message>
    <message>
        <source>Start-up: from power-on</source>
        <translation>Arranque: desde el encendido</translation>
    </message>
    <message>
        <source>Show the lessons under the menus</source>
        <translation>Mostrar las lecciones bajo los menús</translation>
    </message>
    <message>
        <source>The cluster</source>
        <translation>El clúster</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Guardado en %1</translation>
    </message>
    <message>
        <source>Now click where it shall go. Escape leaves it.</source>
        <translation>Ahora haz clic donde deba ir. Escape lo deja.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Deshacer: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Rehacer: %1</translation>
    </message>
    <message>
        <source>Control plane %1 of %2</source>
        <translation>Control plane %1 de %2</translation>
    </message>
    <message>
        <source>Workers %1 of %2 Ready</source>
        <translation>Workers %1 de %2 Ready</translation>
    </message>
    <message>
        <source>%1 pods running</source>
        <translation>%1 pods en marcha</translation>
    </message>
    <message>
        <source>%1 starting</source>
        <translation>%1 arrancando</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 esperando</translation>
    </message>
    <message>
        <source>%1 not ready</source>
        <translation>%1 no listos</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>rama %1</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>sin guardar</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuevo</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>guardado</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>¿Qué es?</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>Clúster nuevo</translation>
    </message>
    <message>
        <source>Maqueta</source>
        <translation>Maqueta</translation>
    </message>
    <message>
        <source>Save what was changed?</source>
        <translation>¿Guardar los cambios?</translation>
    </message>
    <message>
        <source>Maqueta documents (*.maqueta);;All files (*)</source>
        <translation>Documentos de Maqueta (*.maqueta);;Todos los ficheros (*)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Running cluster with a shop</source>
        <translation>Clúster en marcha con una tienda</translation>
    </message>
    <message>
        <source>From power-on: 3 control planes, 4 workers</source>
        <translation>Desde el encendido: 3 control planes, 4 workers</translation>
    </message>
    <message>
        <source>From power-on: 1 control plane, 2 workers</source>
        <translation>Desde el encendido: 1 control plane, 2 workers</translation>
    </message>
    <message>
        <source>From power-on: 5 control planes, 10 workers</source>
        <translation>Desde el encendido: 5 control planes, 10 workers</translation>
    </message>
    <message>
        <source>From power-on: 3 control planes, 30 workers</source>
        <translation>Desde el encendido: 3 control planes, 30 workers</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Abrir reciente</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Export the picture…</source>
        <translation>Exportar la imagen…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Borrar…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Encajar</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Tamaño real</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Más grande</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Más pequeño</translation>
    </message>
    <message>
        <source>Palette with names</source>
        <translation>Paleta con nombres</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Presentar</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>&amp;Clúster</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Tomar snapshot</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>Lo seleccionado</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Tiempo</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Reproducir o pausar</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>One beat forward</source>
        <translation>Un paso adelante</translation>
    </message>
    <message>
        <source>One beat back</source>
        <translation>Un paso atrás</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Al principio</translation>
    </message>
    <message>
        <source>To the newest moment</source>
        <translation>Al momento más nuevo</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>About Maqueta</source>
        <translation>Acerca de Maqueta</translation>
    </message>
    <message>
        <source>Maqueta %1
A working scale model of a Kubernetes cluster.
GPL-3.0-or-later</source>
        <translation>Maqueta %1
Una maqueta que funciona de un clúster de Kubernetes.
GPL-3.0-or-later</translation>
    </message>
    <message>
        <source>play, pause</source>
        <translation>reproducir, pausar</translation>
    </message>
    <message>
        <source>one beat back, forward</source>
        <translation>un paso atrás, adelante</translation>
    </message>
    <message>
        <source>slower, faster</source>
        <translation>más lento, más rápido</translation>
    </message>
    <message>
        <source>the beginning, the newest moment</source>
        <translation>el principio, el momento más nuevo</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>what can be done with it</source>
        <translation>lo que se puede hacer con ella</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Ctrl + arrows</source>
        <translation>Ctrl + flechas</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>acercar, alejar</translation>
    </message>
    <message>
        <source>Space + drag, middle drag</source>
        <translation>Espacio + arrastrar, botón central</translation>
    </message>
    <message>
        <source>move the picture</source>
        <translation>mover la imagen</translation>
    </message>
    <message>
        <source>fit, actual size</source>
        <translation>encajar, tamaño real</translation>
    </message>
    <message>
        <source>undo, redo</source>
        <translation>deshacer, rehacer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>One event forward</source>
        <translation>Un evento adelante</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>Un evento atrás</translation>
    </message>
    <message>
        <source>Run until</source>
        <translation>Correr hasta que</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Ramas</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Línea de tiempo</translation>
    </message>
    <message>
        <source>Five lanes when there is room</source>
        <translation>Cinco carriles cuando hay sitio</translation>
    </message>
    <message>
        <source>One lane</source>
        <translation>Un carril</translation>
    </message>
    <message>
        <source>Five lanes</source>
        <translation>Cinco carriles</translation>
    </message>
    <message>
        <source>The whole run</source>
        <translation>Todo el recorrido</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>one event back, forward</source>
        <translation>un evento atrás, adelante</translation>
    </message>
    <message>
        <source>at %1, starts %2; %3 is kept</source>
        <translation>en %1 empieza %2; %3 se conserva</translation>
    </message>
    <message>
        <source>As the architecture</source>
        <translation>Como la arquitectura</translation>
    </message>
    <message>
        <source>Workers by zone</source>
        <translation>Workers por zona</translation>
    </message>
    <message>
        <source>Workers in a grid</source>
        <translation>Workers en cuadrícula</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>Alinear a la izquierda</translation>
    </message>
    <message>
        <source>Align middles across</source>
        <translation>Centrar en vertical</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>Alinear a la derecha</translation>
    </message>
    <message>
        <source>Align upper edges</source>
        <translation>Alinear arriba</translation>
    </message>
    <message>
        <source>Align middles down</source>
        <translation>Centrar en horizontal</translation>
    </message>
    <message>
        <source>Align lower edges</source>
        <translation>Alinear abajo</translation>
    </message>
    <message>
        <source>Spread across</source>
        <translation>Repartir a lo ancho</translation>
    </message>
    <message>
        <source>Spread down</source>
        <translation>Repartir a lo alto</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>Buscar una acción…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <source>Select all machines</source>
        <translation>Seleccionar todas las máquinas</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Preferencias…</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Ordenar</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Restablecer la disposición</translation>
    </message>
    <message>
        <source>on the canvas</source>
        <translation>en el lienzo</translation>
    </message>
    <message>
        <source>Copied as YAML</source>
        <translation>Copiado como YAML</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>La imagen está en el portapapeles</translation>
    </message>
    <message>
        <source>Tab, Enter</source>
        <translation>Tab, Intro</translation>
    </message>
    <message>
        <source>walk through the parts, open one</source>
        <translation>recorrer las piezas, abrir una</translation>
    </message>
    <message>
        <source>delete it; on a fault: heal it</source>
        <translation>borrarlo; en un fallo: repararlo</translation>
    </message>
    <message>
        <source>move the selected cards</source>
        <translation>mover las tarjetas elegidas</translation>
    </message>
    <message>
        <source>Ctrl+A, drag</source>
        <translation>Ctrl+A, arrastrar</translation>
    </message>
    <message>
        <source>select all machines, some of them</source>
        <translation>seleccionar todas las máquinas, o algunas</translation>
    </message>
    <message>
        <source>Ctrl+C, Ctrl+Shift+C</source>
        <translation>Ctrl+C, Ctrl+Mayús+C</translation>
    </message>
    <message>
        <source>copy what is selected, the picture</source>
        <translation>copiar lo elegido, la imagen</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>no snapping while a card is dragged</source>
        <translation>sin ajuste al arrastrar una tarjeta</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
    <message>
        <source>pin the pod that is dropped to that node</source>
        <translation>fijar a ese nodo el pod que se suelta</translation>
    </message>
    <message>
        <source>new, open, save</source>
        <translation>nuevo, abrir, guardar</translation>
    </message>
    <message>
        <source>export, find any action</source>
        <translation>exportar, buscar cualquier acción</translation>
    </message>
    <message>
        <source>F11, Page Up, Page Down</source>
        <translation>F11, Re Pág, Av Pág</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Scheduling queue</source>
        <translation>Cola del planificador</translation>
    </message>
    <message>
        <source>scheduling queue</source>
        <translation>cola del planificador</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lección</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Gráficas</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Ctrl+I, Ctrl+Shift+E, Ctrl+`</source>
        <translation>Ctrl+I, Ctrl+Mayús+E, Ctrl+`</translation>
    </message>
    <message>
        <source>inspector, events, terminal</source>
        <translation>inspector, eventos, terminal</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <translation>Ctrl+Mayús+Q</translation>
    </message>
    <message>
        <source>Find action…</source>
        <translation>Buscar acción…</translation>
    </message>
    <message>
        <source>Shift+← →</source>
        <translation>Mayús+← →</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Inicio, Fin</translation>
    </message>
    <message>
        <source>Ctrl+Z, Ctrl+Shift+Z</source>
        <translation>Ctrl+Z, Ctrl+Mayús+Z</translation>
    </message>
    <message>
        <source>Save a snapshot as a file…</source>
        <translation>Guardar un snapshot como archivo…</translation>
    </message>
    <message>
        <source>Load a snapshot from a file…</source>
        <translation>Cargar un snapshot de un archivo…</translation>
    </message>
    <message>
        <source>save a snapshot as a file, load one</source>
        <translation>guardar un snapshot como archivo, cargar uno</translation>
    </message>
    <message>
        <source>From power-on: 3 control planes, 4 workers, etcd on 3 machines of its own</source>
        <translation>Desde el encendido: 3 control planes, 4 workers, etcd en 3 máquinas propias</translation>
    </message>
    <message>
        <source>Kubernetes knows %1 by this name for life: delete it, and make one with another.</source>
        <translation>Kubernetes conoce a %1 por este nombre de por vida: bórralo y crea otro con otro nombre.</translation>
    </message>
    <message>
        <source>A process is called after its program.</source>
        <translation>Un proceso se llama como su programa.</translation>
    </message>
    <message>
        <source>A snapshot goes by its number and revision; saved as a file it has a name.</source>
        <translation>Un snapshot va por su número y su revisión; guardado como archivo tiene nombre.</translation>
    </message>
    <message>
        <source>A fault is called after what it does.</source>
        <translation>Un fallo se llama como lo que hace.</translation>
    </message>
    <message>
        <source>There is one of it: its name stays.</source>
        <translation>Solo hay uno: su nombre se queda.</translation>
    </message>
    <message>
        <source>Workers by label</source>
        <translation>Workers por etiqueta</translation>
    </message>
    <message>
        <source>Undo the rollout</source>
        <translation>Deshacer el rollout</translation>
    </message>
    <message>
        <source>undo the rollout of the selected pod&apos;s Deployment</source>
        <translation>deshacer el rollout del Deployment del pod elegido</translation>
    </message>
    <message>
        <source>Ctrl+Shift+U</source>
        <translation>Ctrl+Mayús+U</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Panel anterior</translation>
    </message>
    <message>
        <source>F6, Shift+F6</source>
        <translation>F6, Mayús+F6</translation>
    </message>
    <message>
        <source>next panel, previous panel</source>
        <translation>panel siguiente, panel anterior</translation>
    </message>
    <message>
        <source>etcd %1 of %2 in touch · %3 needed</source>
        <translation>etcd: en contacto %1 de %2 · bastan %3</translation>
    </message>
    <message>
        <source>etcd: two believe they lead, term %1 does</source>
        <translation>etcd: dos creen liderar, lidera el mandato %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>clúster</translation>
    </message>
    <message>
        <source>A picture&apos;s name ends in %1.</source>
        <translation>El nombre de una imagen acaba en %1.</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>Escribiendo %1…</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>No se ha escrito nada.</translation>
    </message>
    <message>
        <source>Maqueta documents, and pictures that hold one (*.maqueta *.svg *.png)</source>
        <translation>Documentos de Maqueta e imágenes que llevan uno (*.maqueta *.svg *.png)</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>Everything moves</source>
        <translation>Todo se mueve</translation>
    </message>
    <message>
        <source>Reduced: short fades</source>
        <translation>Reducido: fundidos breves</translation>
    </message>
    <message>
        <source>Page Down and Page Up step by beats; Escape ends.</source>
        <translation>Av Pág y Re Pág avanzan por momentos; Escape termina.</translation>
    </message>
    <message>
        <source>present, step by beats; Escape ends</source>
        <translation>presentar, avanzar por momentos; Escape termina</translation>
    </message>
    <message>
        <source>%1 is called so for the life of this cluster.</source>
        <translation>%1 se llama así mientras viva este clúster.</translation>
    </message>
    <message>
        <source>← →, Tab and S, O, Enter</source>
        <translation>← →, Tab y S, O, Intro</translation>
    </message>
    <message>
        <source>while a cut is drawn: its line, sides, one way, apply</source>
        <translation>al dibujar un corte: línea, lados, un sentido, aplicar</translation>
    </message>
    <message>
        <source>F2, Ctrl+,</source>
        <translation>F2, Ctrl+,</translation>
    </message>
    <message>
        <source>rename the branch, preferences</source>
        <translation>cambiar el nombre de la rama, preferencias</translation>
    </message>
</context>
<context>
    <name>maqueta::app::Popover</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>maqueta::app::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Theme when presenting</source>
        <translation>Tema al presentar</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Everything moves</source>
        <translation>Todo se mueve</translation>
    </message>
    <message>
        <source>Reduced: short fades</source>
        <translation>Reducido: fundidos breves</translation>
    </message>
    <message>
        <source>What was changed is kept every 30 seconds in %1, never over your own file, and offered again after a crash.</source>
        <translation>Lo que cambia se guarda cada 30 segundos en %1, nunca sobre tu propio archivo, y se ofrece de nuevo tras un fallo.</translation>
    </message>
    <message>
        <source>Memory for going back</source>
        <translation>Memoria para volver atrás</translation>
    </message>
    <message>
        <source>%1 MiB in use</source>
        <translation>%1 MiB en uso</translation>
    </message>
</context>
<context>
    <name>maqueta::app::RecoveryBar</name>
    <message>
        <source>Maqueta ended unexpectedly. The work from %1 was kept.</source>
        <translation>Maqueta terminó de forma inesperada. Se conserva el trabajo del %1.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Recuperarlo</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Descartarlo</translation>
    </message>
</context>
<context>
    <name>maqueta::app::Session</name>
    <message>
        <source>Online shop</source>
        <translation>Tienda en línea</translation>
    </message>
    <message>
        <source>Snapshot %1 is not on the shelf at this moment.</source>
        <translation>El snapshot %1 no está en la repisa en este momento.</translation>
    </message>
    <message>
        <source>Snapshot %1 is in %2.</source>
        <translation>El snapshot %1 está en %2.</translation>
    </message>
</context>
<context>
    <name>maqueta::app::TimeActs</name>
    <message>
        <source>What is selected changes</source>
        <translation>Cambie lo seleccionado</translation>
    </message>
    <message>
        <source>A moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Run until a moment</source>
        <translation>Correr hasta un momento</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Correr</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Moment (minutes:seconds)</source>
        <translation>Momento (minutos:segundos)</translation>
    </message>
    <message>
        <source>Write it as 12:30, or 1:02:03.</source>
        <translation>Escríbelo como 12:30 o 1:02:03.</translation>
    </message>
    <message>
        <source>%1 · from %2</source>
        <translation>%1 · desde %2</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>a la vista</translation>
    </message>
    <message>
        <source>Rename the shown one…</source>
        <translation>Cambiar el nombre de la que se ve…</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarla</translation>
    </message>
    <message>
        <source>Compare side by side</source>
        <translation>Comparar lado a lado</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Cambiar el nombre…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Name of the branch</source>
        <translation>Nombre de la rama</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar el nombre</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>A name has at least one letter.</source>
        <translation>Un nombre tiene al menos una letra.</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>El principio</translation>
    </message>
    <message>
        <source>nothing is noted of it</source>
        <translation>de esto no se anota nada</translation>
    </message>
    <message>
        <source>nothing is selected</source>
        <translation>no hay nada seleccionado</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Dejar de comparar</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Borrar…</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>¿Borrar %1?</translation>
    </message>
    <message>
        <source>What was done there goes with it (acts: %1). This cannot be undone.</source>
        <translation>Lo que se hizo ahí se va con ella (actos: %1). No se puede deshacer.</translation>
    </message>
</context>
<context>
    <name>maqueta::views::BottomDock</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Paneles</translation>
    </message>
</context>
<context>
    <name>maqueta::views::CanvasView</name>
    <message>
        <source>Pods never move; delete it and its ReplicaSet makes another.</source>
        <translation>Los pods nunca se mudan; bórralo y su ReplicaSet creará otro.</translation>
    </message>
    <message>
        <source>The cluster</source>
        <translation>El clúster</translation>
    </message>
    <message>
        <source>%1. A click heals it.</source>
        <translation>%1. Un clic lo repara.</translation>
    </message>
</context>
<context>
    <name>maqueta::views::CaptionStrip</name>
    <message>
        <source>Previous beat</source>
        <translation>Paso anterior</translation>
    </message>
    <message>
        <source>Next beat</source>
        <translation>Paso siguiente</translation>
    </message>
    <message>
        <source>beat %1 of %2</source>
        <translation>paso %1 de %2</translation>
    </message>
    <message>
        <source>beat %1</source>
        <translation>paso %1</translation>
    </message>
</context>
<context>
    <name>maqueta::views::CauseChain</name>
    <message>
        <source>and also:</source>
        <translation>y además:</translation>
    </message>
    <message>
        <source>Go to this moment</source>
        <translation>Ir a este momento</translation>
    </message>
</context>
<context>
    <name>maqueta::views::ChartsPage</name>
    <message>
        <source>Pods, as the API has them</source>
        <translation>Pods, según la API</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>arrancando</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>no listos</translation>
    </message>
    <message>
        <source>The API, messages a second</source>
        <translation>La API, mensajes por segundo</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>peticiones</translation>
    </message>
    <message>
        <source>watch events</source>
        <translation>eventos de watch</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>replicación</translation>
    </message>
    <message>
        <source>votes</source>
        <translation>votos</translation>
    </message>
    <message>
        <source>etcd&apos;s members, messages a second</source>
        <translation>Miembros de etcd, mensajes por segundo</translation>
    </message>
    <message>
        <source>Commit of a write in etcd, ms</source>
        <translation>Commit de una escritura en etcd, ms</translation>
    </message>
    <message>
        <source>commit latency</source>
        <translation>latencia de commit</translation>
    </message>
</context>
<context>
    <name>maqueta::views::EventList</name>
    <message>
        <source>Filter: all parts</source>
        <translation>Filtro: todas las partes</translation>
    </message>
    <message>
        <source>What led here</source>
        <translation>Qué llevó hasta aquí</translation>
    </message>
</context>
<context>
    <name>maqueta::views::EventModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
</context>
<context>
    <name>maqueta::views::Inspector</name>
    <message>
        <source>Overview</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>No hay nada seleccionado</translation>
    </message>
    <message>
        <source>Click a part of the cluster: what it is, why it is so, its YAML and its events stand here then.</source>
        <translation>Haz clic en una parte del clúster: aquí verás qué es, por qué está así, su YAML y sus eventos.</translation>
    </message>
    <message>
        <source>%1 parts selected</source>
        <translation>%1 partes seleccionadas</translation>
    </message>
    <message>
        <source>They move together, and can be aligned.</source>
        <translation>Se mueven juntas y se pueden alinear.</translation>
    </message>
</context>
<context>
    <name>maqueta::views::LessonPage</name>
    <message>
        <source>No lesson runs: this cluster is yours. Lessons to watch:</source>
        <translation>No hay ninguna lección en marcha: este clúster es tuyo. Lecciones que ver:</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lección</translation>
    </message>
</context>
<context>
    <name>maqueta::views::LessonStrip</name>
    <message>
        <source>Watch</source>
        <translation>Mira</translation>
    </message>
    <message>
        <source>Hide the lessons; the Lessons menu has them, too</source>
        <translation>Ocultar las lecciones; también están en el menú Lecciones</translation>
    </message>
    <message>
        <source>Hide the lessons</source>
        <translation>Ocultar las lecciones</translation>
    </message>
</context>
<context>
    <name>maqueta::views::Minimap</name>
    <message>
        <source>Click to look there; Ctrl+0 shows everything</source>
        <translation>Haz clic para mirar ahí; Ctrl+0 lo muestra todo</translation>
    </message>
    <message>
        <source>Map of the picture</source>
        <translation>Mapa de la imagen</translation>
    </message>
</context>
<context>
    <name>maqueta::views::PaletteView</name>
    <message>
        <source>Palette</source>
        <translation>Paleta</translation>
    </message>
    <message>
        <source>Names in the palette</source>
        <translation>Nombres en la paleta</translation>
    </message>
    <message>
        <source>Icons only</source>
        <translation>Solo iconos</translation>
    </message>
</context>
<context>
    <name>maqueta::views::QuestionBar</name>
    <message>
        <source>Skip</source>
        <translation>Saltar</translation>
    </message>
    <message>
        <source>What if?</source>
        <translation>¿Y si…?</translation>
    </message>
</context>
<context>
    <name>maqueta::views::QueueModel</name>
    <message>
        <source>active</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>back-off</source>
        <translation>back-off</translation>
    </message>
    <message>
        <source>unschedulable</source>
        <translation>sin nodo posible</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>retenido</translation>
    </message>
    <message>
        <source>its turn</source>
        <translation>su turno</translation>
    </message>
    <message>
        <source>its gates are taken away</source>
        <translation>que quiten sus gates</translation>
    </message>
    <message>
        <source>%1, in %2 s</source>
        <translation>%1, en %2 s</translation>
    </message>
    <message>
        <source>%1 at the latest, in %2 s</source>
        <translation>a más tardar %1, en %2 s</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Waits in</source>
        <translation>Espera en</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Intentos</translation>
    </message>
    <message>
        <source>Rejected by</source>
        <translation>Lo rechaza</translation>
    </message>
    <message>
        <source>It helps when</source>
        <translation>Ayuda cuando</translation>
    </message>
</context>
<context>
    <name>maqueta::views::QueuePanel</name>
    <message>
        <source>Scheduling queue</source>
        <translation>Cola del planificador</translation>
    </message>
    <message>
        <source>No scheduler is in charge: nobody decides about pods.</source>
        <translation>Ningún planificador está al mando: nadie decide sobre los pods.</translation>
    </message>
    <message>
        <source>No pod waits for a node.</source>
        <translation>Ningún pod espera un nodo.</translation>
    </message>
    <message>
        <source>%1 active · %2 in back-off · %3 unschedulable · %4 gated</source>
        <translation>%1 activos · %2 en back-off · %3 sin nodo posible · %4 retenidos</translation>
    </message>
    <message>
        <source>the first %1 are listed</source>
        <translation>se listan los %1 primeros</translation>
    </message>
</context>
<context>
    <name>maqueta::views::RunStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>Running until: %1 · now at %2</source>
        <translation>Corre hasta que %1 · ahora en %2</translation>
    </message>
    <message>
        <source>Escape cancels, too</source>
        <translation>Escape también cancela</translation>
    </message>
    <message>
        <source>Found at %1: %2 · on the way there, now at %3</source>
        <translation>Hallado en %1: %2 · de camino, ahora en %3</translation>
    </message>
</context>
<context>
    <name>maqueta::views::ScoreBar</name>
    <message>
        <source>%1: %2 points</source>
        <translation>%1: %2 puntos</translation>
    </message>
</context>
<context>
    <name>maqueta::views::TerminalPage</name>
    <message>
        <source>kubectl get pods -o wide, or help</source>
        <translation>kubectl get pods -o wide, o help</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>What the commands said</source>
        <translation>Lo que dijeron las órdenes</translation>
    </message>
</context>
<context>
    <name>maqueta::views::TimelineLane</name>
    <message>
        <source>Timeline</source>
        <translation>Línea de tiempo</translation>
    </message>
    <message>
        <source>Left and Right step by beat, with Shift by event; Home and End go to the beginning and to the newest moment; Space plays and pauses; plus and minus zoom.</source>
        <translation>Izquierda y Derecha van paso a paso, con Mayús por eventos; Inicio y Fin van al principio y al momento más nuevo; Espacio reproduce y pausa; más y menos acercan y alejan.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 goes another way from here</source>
        <translation>%1 sigue otro camino desde aquí</translation>
    </message>
</context>
<context>
    <name>maqueta::views::Transport</name>
    <message>
        <source>To the beginning</source>
        <translation>Al principio</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>One beat back</source>
        <translation>Un paso atrás</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Izquierda</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>One beat forward</source>
        <translation>Un paso adelante</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Derecha</translation>
    </message>
    <message>
        <source>Story %1×</source>
        <translation>Historia %1×</translation>
    </message>
    <message>
        <source>Clock %1×</source>
        <translation>Reloj %1×</translation>
    </message>
    <message>
        <source>Speed ([ slower, ] faster)</source>
        <translation>Velocidad ([ más lento, ] más rápido)</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>Velocidad: %1</translation>
    </message>
    <message>
        <source>Run until…</source>
        <translation>Correr hasta…</translation>
    </message>
    <message>
        <source>Runs on to the next moment of a kind</source>
        <translation>Corre hasta el próximo momento de una clase</translation>
    </message>
    <message>
        <source>Paced by what happens</source>
        <translation>Al ritmo de lo que pasa</translation>
    </message>
    <message>
        <source>The cluster&apos;s seconds in a second</source>
        <translation>Segundos del clúster por segundo</translation>
    </message>
</context>
<context>
    <name>maqueta::views::WhyPage</name>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Ruled out</source>
        <translation>Descartados</translation>
    </message>
    <message>
        <source>What led here</source>
        <translation>Qué llevó hasta aquí</translation>
    </message>
    <message>
        <source>Nothing has happened to it yet.</source>
        <translation>Aún no le ha pasado nada.</translation>
    </message>
    <message>
        <source>Compare this node with another</source>
        <translation>Comparar este nodo con otro</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>Comparar %1</translation>
    </message>
    <message>
        <source>Tick another node to compare the two.</source>
        <translation>Marca otro nodo para comparar los dos.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 y %2</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>En total</translation>
    </message>
    <message>
        <source>Who made room</source>
        <translation>Quién dejó sitio</translation>
    </message>
    <message>
        <source>Who could make room</source>
        <translation>Quién podría dejar sitio</translation>
    </message>
    <message>
        <source>The Scheduler would take this node.</source>
        <translation>El Scheduler tomaría este nodo.</translation>
    </message>
    <message>
        <source>%1 of them against a PodDisruptionBudget</source>
        <translation>%1 de ellos en contra de un PodDisruptionBudget</translation>
    </message>
    <message>
        <source>The points, plugin by plugin</source>
        <translation>Los puntos, plugin por plugin</translation>
    </message>
    <message>
        <source>Plugin</source>
        <translation>Plugin</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>bruto</translation>
    </message>
    <message>
        <source>of 100</source>
        <translation>de 100</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>peso</translation>
    </message>
    <message>
        <source>points</source>
        <translation>puntos</translation>
    </message>
</context>
</TS>
